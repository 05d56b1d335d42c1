/// What the wizard's seven pages have in common.
#pragma once

#include <QEvent>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>
#include <QWidget>

#include "ui/training_model.h"
#include "ui/training_services.h"

namespace nakawari {

class EngineBridge;

/// What every page works with; all of it outlives the pages.
struct WizardContext {
    TrainingModel& model;
    const TrainingServices& services;
    EngineBridge& bridge;
};

/// A page has a heading, one sentence that says what is decided and why, and a body. It writes
/// every change into the model at once and says so. Interface thread only.
class TrainingPage : public QWidget {
    Q_OBJECT

 public:
    TrainingPage(const WizardContext& context, QWidget* parent);

    /// As it stands in the step list.
    [[nodiscard]] virtual QString title() const = 0;
    /// Shows what the model says; called whenever the page comes into view.
    virtual void enter() = 0;
    /// Where the keyboard goes when the page comes into view.
    [[nodiscard]] virtual QWidget* first_field() = 0;
    /// With a run on its way its inputs can be read, not changed.
    virtual void set_read_only(bool is_read_only) = 0;

 Q_SIGNALS:
    void changed();

 protected:
    [[nodiscard]] virtual QString decision() const = 0;
    /// Sets every text anew, in the language of the moment.
    virtual void retranslate() = 0;
    void changeEvent(QEvent* event) override;

    /// Sets heading and sentence, then retranslate(); a page calls it when it is built.
    void show_texts();
    [[nodiscard]] TrainingModel& model() { return context_.model; }
    [[nodiscard]] const TrainingModel& model() const { return context_.model; }
    [[nodiscard]] const TrainingServices& services() const { return context_.services; }
    [[nodiscard]] EngineBridge& bridge() const { return context_.bridge; }
    [[nodiscard]] QVBoxLayout* body() { return body_; }

 private:
    WizardContext context_;
    QLabel* heading_;
    QLabel* sentence_;
    QVBoxLayout* body_;
};

/// A table for reading: whole rows, no grid, columns as wide as their texts and one that takes the
/// rest.
[[nodiscard]] QTableView* make_reading_table(
    QAbstractItemModel* model, int wide_column, QWidget* parent
);

}  // namespace nakawari
