/// nakawari: the window. Files given as arguments are opened, in the running window if there is
/// one.
#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QIcon>
#include <QStyleFactory>
#include <memory>

#include "ui/main_window.h"
#include "ui/single_instance.h"
#include "ui/theme.h"

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationName("nakawari");
    QApplication::setApplicationVersion(NK_VERSION);
    QApplication::setApplicationDisplayName("Nakawari");
    QApplication::setDesktopFileName("org.nakawari.nakawari");

    QCommandLineParser parser;
    parser.setApplicationDescription("Puts new frames between the frames of a video.");
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption new_instance(
        "new-instance", "Open a window of its own, even if the program runs already."
    );
    parser.addOption(new_instance);
    parser.addPositionalArgument("files", "Videos, picture folders or saved jobs.", "[files…]");
    parser.process(application);
    QStringList files;
    for (const QString& file : parser.positionalArguments()) {
        files << QFileInfo(file).absoluteFilePath();
    }

    nakawari::SingleInstance instance(nakawari::standard_instance_name());
    const bool is_own = parser.isSet(new_instance);
    if (!is_own && instance.hand_over(files)) {
        return 0;
    }
    nakawari::WindowServices services;
    services.queue_file = nakawari::standard_queue_file();
    services.preset_folders = nakawari::standard_preset_folders();
    nakawari::MainWindow window(services);
    QApplication::setWindowIcon(QIcon(":/icons/org.nakawari.nakawari.svg"));
    if (!is_own) {
        instance.listen();
    }
    QObject::connect(
        &instance,
        &nakawari::SingleInstance::files_received,
        &window,
        [&window](const QStringList& received) {
            window.come_to_front();
            window.open_files(received);
        }
    );
    window.show();
    window.open_files(files);
    return QApplication::exec();
}
