/// The options of `models`.
#include <CLI/CLI.hpp>

#include "app/cli_arguments_parts.h"

namespace nakawari::cli {
namespace {

CLI::App* add_action(
    CLI::App& command, const std::string& name, const std::string& help, ModelsArguments& to
) {
    auto* action = command.add_subcommand(name, help)->group("Commands");
    action->callback([&to, name] { to.action = name; });
    return action;
}

void add_import(CLI::App& command, ModelsArguments& to) {
    auto* action = add_action(
        command, "import", "Check a weights file and copy it to the user's own models", to
    );
    action->add_option("FILE", to.model, "A .pth file, for example the authors' checkpoint")
        ->required();
    action
        ->add_option(
            "--name",
            to.name,
            "What it is called afterwards, for example teacher (default: its "
            "file name)"
        )
        ->type_name("ID");
    action->add_option("--title", to.title, "What people see")->type_name("TEXT");
    action
        ->add_option(
            "--licence", to.licence, "Under which it may be used; needed unless a card says it"
        )
        ->type_name("TEXT");
    action->add_option("--trained-on", to.trained_on, "What it was trained on")->type_name("TEXT");
    action->add_flag("--overwrite", to.overwrite, "Replace a model of that name");
    action->add_flag("--json", to.json, "The new model's card as one JSON object");
}

}  // namespace

void add_models(CLI::App& app, Arguments& arguments) {
    auto* command =
        app.add_subcommand("models", "List, describe, import, export and remove models");
    auto& to = arguments.models;
    command->require_subcommand(1);
    auto* list = add_action(*command, "list", "Every model that is found", to);
    list->add_flag("--json", to.json, "As one JSON array");
    auto* show =
        add_action(*command, "show", "What a model is made of, what it costs, and its card", to);
    show->add_option("MODEL", to.model, "Id of a model or a .pth file")->required();
    show->add_flag("--json", to.json, "As one JSON object");
    add_import(*command, to);
    auto* save = add_action(
        *command, "export", "Write a model as a checkpoint that PyTorch loads, and its card", to
    );
    save->add_option("MODEL", to.model, "Id of a model or a .pth file")->required();
    save->add_option("-o,--output", to.output, "The new .pth file")->type_name("OUT")->required();
    save->add_flag("--overwrite", to.overwrite, "Replace files that exist");
    auto* remove = add_action(*command, "remove", "Delete one of the user's own models", to);
    remove->add_option("MODEL", to.model, "Id of the model")->required();
    command->footer(
        "Example:\n"
        "  nakawari-cli models import st-mfnet.pth --name teacher --licence MIT\n"
    );
}

}  // namespace nakawari::cli
