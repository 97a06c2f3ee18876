# Completion of fulcrum for bash. Commands, flags and shipped scenarios are asked of the program, so that they are always its own.
_fulcrum() {
  local current=${COMP_WORDS[COMP_CWORD]} program=${COMP_WORDS[0]} command=${COMP_WORDS[1]} words=
  COMPREPLY=()
  if ((COMP_CWORD == 1)) || [[ $command == help ]]; then
    words="$("$program" --help 2>/dev/null | sed -nE 's/^  ([a-z]+) {3}.*/\1/p') help"
  elif [[ $current == -* ]]; then
    words=$("$program" "$command" --help 2>/dev/null | sed -nE 's/^  ((-[-A-Za-z,]+)+).*/\1/p' | tr ',' '\n')
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
    case $command in
      run | compare | explain | courses | sensitivity | discover | robust | hindcast | validate)
        words=$("$program" describe scenarios --format csv 2>/dev/null | sed -nE '2,$s/^([a-z0-9_]+),.*/\1/p')
        ;;
    esac
  fi
  mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -o filenames -F _fulcrum fulcrum
