/// nakawari-cli: the command line program.
#include "app/cli_commands.h"

int main(int argc, char** argv) {
    return nakawari::cli::run(argc, argv);
}
