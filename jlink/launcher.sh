#!/bin/sh
# Starts the Java runtime of this folder, with three things set that Java cannot set itself:
# - Under the POSIX locale Java could not read names and arguments outside ASCII.
# - Options that a person's shell gives to every Java are not for this program.
# - The window's runtime writes a line about its incubating Vector module to standard error before any option or code of
#   ours can stop it. So standard error is closed there; the program's own sentences go to standard output.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}" in
  C | POSIX) export LC_ALL=C.UTF-8 ;;
esac
unset JDK_JAVA_OPTIONS
here=$(dirname "$(readlink -f "$0")")
exec "$here/../lib/runtime/bin/java" "-XX:AOTCache=$here/../lib/app/NAME.aot" "-Djpackage.app-path=$here/NAME" \
  ARGUMENTS --module MAIN "$@" REDIRECTION
