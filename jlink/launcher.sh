#!/bin/sh
# Starts the Java launcher beside this file, with two things set that Java cannot set itself:
# - Under the POSIX locale Java could not read names and arguments outside ASCII.
# - The window's runtime writes a line about its incubating Vector module to standard error before any option or code of
#   ours can stop it. So standard error is closed there; the program's own sentences go to standard output.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}" in
  C | POSIX) export LC_ALL=C.UTF-8 ;;
esac
here=$(dirname "$(readlink -f "$0")")
exec "$here/NAME-java" "$@" REDIRECTION
