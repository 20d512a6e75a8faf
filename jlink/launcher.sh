#!/bin/sh
# Starts the Java runtime of this folder, with two things set that Java cannot set itself:
# - Under the POSIX locale Java could not read names and arguments outside ASCII.
# - Options that a person's shell gives to every Java are not for this program.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}" in
  C | POSIX) export LC_ALL=C.UTF-8 ;;
esac
unset JDK_JAVA_OPTIONS
here=$(dirname "$(readlink -f "$0")")
cache=NAME
options="ARGUMENTS"
CHOICE
# shellcheck disable=SC2086 # the options are several words
exec "$here/../lib/runtime/bin/java" "-XX:AOTCache=$here/../lib/app/$cache.aot" "-Djpackage.app-path=$here/NAME" \
  $options --module MAIN "$@"
