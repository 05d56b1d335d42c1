/// One .qm per area of the window, the engine's sentences, and Qt's own dialogs.
#include "ui/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

static void load_resources() {  // outside every namespace, as the macro asks
    Q_INIT_RESOURCE(nakawari);
    Q_INIT_RESOURCE(nakawari_translations);
}

namespace nakawari {

void load_translation_resources() {
    load_resources();
}

Translations::Translations() {
    load_translation_resources();
}

Translations::~Translations() {
    remove_all();
}

void Translations::remove_all() {
    for (const auto& translator : translators_) {
        QCoreApplication::removeTranslator(translator.get());
    }
    translators_.clear();
}

void Translations::set_language(const QString& language) {
    const QString wanted =
        language.isEmpty() ? QLocale::system().name().section('_', 0, 0) : language;
    remove_all();
    language_ = languages().contains(wanted) ? wanted : "en";
    QLocale::setDefault(language_ == "en" ? QLocale::c() : QLocale(language_));
    if (language_ == "en") {
        return;
    }
    const QString qt_folder = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
    const QStringList files{
        qt_folder + "/qtbase_" + language_,
        ":/translations/engine_" + language_,
        ":/translations/wizard_" + language_,
        ":/translations/compare_" + language_,
        ":/translations/window_" + language_};
    for (const QString& file : files) {
        auto translator = std::make_unique<QTranslator>();
        if (translator->load(file)) {
            QCoreApplication::installTranslator(translator.get());
            translators_.push_back(std::move(translator));
        }
    }
}

QString Translations::title(const QString& language) {
    return language == "ja" ? QStringLiteral("日本語") : QStringLiteral("English");
}

}  // namespace nakawari
