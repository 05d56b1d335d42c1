/// The language of the window, changed while it runs.
#pragma once

#include <QString>
#include <QStringList>
#include <QTranslator>
#include <memory>
#include <vector>

namespace nakawari {

/// Makes ":/translations" and ":/icons" readable; more than once does no harm.
void load_translation_resources();

/// Owns the installed translators. Widgets hear of a change as QEvent::LanguageChange and set their
/// texts again. Belongs to the interface thread; one per program.
class Translations {
 public:
    Translations();
    ~Translations();
    Translations(const Translations&) = delete;
    Translations& operator=(const Translations&) = delete;

    /// "en", "ja", or "" for the system's language. Languages without translation become English.
    void set_language(const QString& language);
    /// "en" or "ja": what is shown at the moment.
    [[nodiscard]] const QString& language() const { return language_; }

    /// Codes of every language there is.
    [[nodiscard]] static QStringList languages() { return {"en", "ja"}; }
    /// Its name in itself: "English", "日本語".
    [[nodiscard]] static QString title(const QString& language);

 private:
    void remove_all();

    std::vector<std::unique_ptr<QTranslator>> translators_;
    QString language_ = "en";
};

}  // namespace nakawari
