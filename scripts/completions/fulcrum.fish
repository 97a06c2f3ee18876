# Completion of fulcrum for fish. Commands, flags and shipped scenarios are asked of the program, so that they are always its own.
complete -c fulcrum -n __fish_use_subcommand -f -a "(fulcrum --help | string replace -rf '^  ([a-z]+) {3,}(.*)' '\$1\t\$2')"
complete -c fulcrum -n __fish_use_subcommand -f -a help -d 'Show help'
complete -c fulcrum -n 'not __fish_use_subcommand; and string match -q -- "-*" (commandline -ct)' -f \
    -a "(fulcrum (commandline -opc)[2] --help | string replace -rf '^  (?:-[a-zA-Z],)?(--[a-z-]+).*' '\$1')"
complete -c fulcrum -n '__fish_seen_subcommand_from run compare explain courses sensitivity discover robust hindcast validate' \
    -a "(fulcrum describe scenarios --format csv | string replace -rf '^([a-z0-9_]+),scenario,.*' '\$1')"
