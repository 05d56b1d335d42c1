/// The help and the man page name every option.
#include <CLI/CLI.hpp>
#include <QtTest>

#include "app/cli_arguments.h"
#include "app/cli_formatter.h"
#include "app/cli_man_page.h"

using namespace nakawari::cli;

class TestCliManPage : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void wraps_at_spaces();
    void help_fits_the_terminal();
    void man_page_names_every_option();
    void man_page_has_no_accidental_requests();
};

void TestCliManPage::wraps_at_spaces() {
    QCOMPARE(wrap("aa bb cc", 5), std::string("aa bb\ncc"));
    QCOMPARE(wrap("aaaaaaaa b", 5), std::string("aaaaaaaa\nb"));
    QCOMPARE(wrap("", 5), std::string());
}

void TestCliManPage::help_fits_the_terminal() {
    Arguments arguments;
    CLI::App app("", "nakawari-cli");
    define_arguments(app, arguments);
    const std::string help = app.get_subcommand("interpolate")->help();
    for (const QString& line : QString::fromStdString(help).split('\n')) {
        QVERIFY2(line.size() <= 100, qPrintable(line));
    }
    QVERIFY(help.find("--collapse-duplicates") != std::string::npos);
}

void TestCliManPage::man_page_names_every_option() {
    Arguments arguments;
    CLI::App app("", "nakawari-cli");
    define_arguments(app, arguments);
    const QString page = QString::fromStdString(man_page(app, "1.2.3")).replace("\\-", "-");
    QVERIFY(page.contains("1.2.3"));
    for (const CLI::App* command : app.get_subcommands({})) {
        for (const CLI::Option* option : command->get_options({})) {
            const QString name = QString::fromStdString(option->get_name(false, true));
            QVERIFY2(name.startsWith("-h") || page.contains(name), qPrintable(name));
        }
    }
}

void TestCliManPage::man_page_has_no_accidental_requests() {
    Arguments arguments;
    CLI::App app("", "nakawari-cli");
    define_arguments(app, arguments);
    app.footer(".hidden line\n'another\nback\\slash");
    const QString page = QString::fromStdString(man_page(app, ""));
    QVERIFY(page.contains("\n\\&.hidden"));
    QVERIFY(page.contains("\n\\&'another"));
    QVERIFY(page.contains("back\\eslash"));
}

QTEST_APPLESS_MAIN(TestCliManPage)
#include "tst_cli_man_page.moc"
