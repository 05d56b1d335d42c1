/// A report's page as PDF: laid out by QTextDocument, painted by QPdfWriter.
#include "ui/report_pdf.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QByteArray>
#include <QFont>
#include <QImageReader>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QUrl>
#include <cmath>

#include "core/error.h"

namespace nakawari {
namespace {

constexpr double layout_dpi = 96;  // what the widths of the pictures in the page mean
constexpr int pdf_dpi = 600;
constexpr int sharpness = 4;  // pixels of a curve for each pixel of the layout
constexpr double margin_mm = 16;
constexpr double footer_height = 24;
constexpr double heading_room = 90;   // a heading needs some text below it
constexpr double picture_room = 200;  // a heading of pictures needs a row of them

/// Decodes pictures inside the page; vector graphics at the resolution of print.
class ReportDocument : public QTextDocument {
 protected:
    QVariant loadResource(int type, const QUrl& name) override {
        const QString text = name.toString(QUrl::FullyEncoded);
        const auto comma = text.indexOf(',');
        if (type != ImageResource || !text.startsWith("data:image/") || comma < 0) {
            return {};  // a report brings everything along
        }
        QByteArray bytes =
            QByteArray::fromBase64(QByteArray::fromPercentEncoding(text.mid(comma + 1).toLatin1()));
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        QImageReader reader(&buffer);
        reader.setDecideFormatFromContent(true);
        if (text.startsWith("data:image/svg")) {
            reader.setScaledSize(reader.size() * sharpness);
        }
        return reader.read();
    }
};

/// A heading at the foot of a page goes to the next one.
void keep_headings_with_text(QTextDocument& document) {
    const double page = document.pageSize().height();
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().headingLevel();
        if (level == 0) {
            continue;
        }
        const double room = level > 2 ? picture_room : heading_room;
        const QRectF box = document.documentLayout()->blockBoundingRect(block);
        const double foot = box.bottom() - page * std::floor(box.top() / page);
        if (foot > page - room) {
            QTextBlockFormat format = block.blockFormat();
            format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
            QTextCursor(block).setBlockFormat(format);
            // Laid out again from here only, the rest of a page can end up without a place.
            document.markContentsDirty(0, document.characterCount());
        }
    }
}

void draw_footer(QPainter& painter, const QSizeF& size, const QString& title, int page, int pages) {
    const QRectF line(0, size.height() + 6, size.width(), footer_height - 6);
    QFont font = painter.font();
    font.setPixelSize(10);
    painter.setFont(font);
    painter.setPen(Qt::darkGray);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignBottom, title);
    painter.drawText(
        line, Qt::AlignRight | Qt::AlignBottom, QStringLiteral("%1 / %2").arg(page).arg(pages)
    );
}

void draw_pages(QPdfWriter& writer, QTextDocument& document, const QSizeF& size) {
    QPainter painter(&writer);
    painter.setRenderHints(QPainter::LosslessImageRendering | QPainter::SmoothPixmapTransform);
    painter.setFont(document.defaultFont());
    painter.scale(pdf_dpi / layout_dpi, pdf_dpi / layout_dpi);
    const QString title = document.metaInformation(QTextDocument::DocumentTitle);
    const int pages = document.pageCount();
    for (int page = 0; page < pages; ++page) {
        if (page > 0) {
            writer.newPage();
        }
        painter.save();
        painter.translate(0, -page * size.height());
        const QRectF view(QPointF(0, page * size.height()), size);
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = view;
        context.palette.setColor(QPalette::Text, Qt::black);
        painter.setClipRect(view);
        document.documentLayout()->draw(&painter, context);
        painter.restore();
        draw_footer(painter, size, title, page + 1, pages);
    }
}

}  // namespace

void write_report_pdf(const std::string& html, const std::filesystem::path& file) {
    QBuffer pdf;
    pdf.open(QIODevice::WriteOnly);
    QPdfWriter writer(&pdf);
    writer.setResolution(pdf_dpi);
    writer.setCreator("Nakawari");
    writer.setPageLayout(
        {QPageSize(QPageSize::A4),
         QPageLayout::Portrait,
         {margin_mm, margin_mm, margin_mm, margin_mm},
         QPageLayout::Millimeter}
    );
    const QSizeF paper = writer.pageLayout().paintRectPixels(static_cast<int>(layout_dpi)).size();
    const QSizeF size(paper.width(), paper.height() - footer_height);

    ReportDocument document;
    QFont font;
    font.setFamilies({"Noto Sans", "Noto Sans CJK JP", "DejaVu Sans"});
    font.setPixelSize(12);
    document.setDefaultFont(font);
    document.setDocumentMargin(0);
    document.setUseDesignMetrics(true);  // the layout does not snap to pixels of a screen
    document.setHtml(QString::fromStdString(html));
    document.setPageSize(size);
    keep_headings_with_text(document);
    writer.setTitle(document.metaInformation(QTextDocument::DocumentTitle));
    draw_pages(writer, document, size);

    QSaveFile saved(QString::fromStdString(file.string()));
    if (!saved.open(QIODevice::WriteOnly) || saved.write(pdf.data()) != pdf.size() ||
        !saved.commit()) {
        throw Error(
            Category::output,
            NK_TEXT("“%1” could not be written: %2. Check the folder's permissions and the free "
                    "space, or choose another folder."),
            {file.filename().string(), saved.errorString().toStdString()}
        );
    }
}

}  // namespace nakawari
