/// Shots and duplicates of a source that exists only in memory, with its faults.
#include <QtTest>

#include <string>

#include "pipeline/shot_reader.h"

using namespace nakawari;

namespace {

constexpr PixelFormat grey8{SampleModel::grey, 8, 0, 0, false, false};

/// One letter per frame: equal letters are equal pictures, capitals look unlike small letters.
Frame letter_frame(char letter, int number) {
    const auto fill = [letter](const std::vector<MutablePlane>& planes) {
        for (int y = 0; y < 72; ++y) {
            for (int x = 0; x < 128; ++x) {
                const bool is_capital = letter >= 'A' && letter <= 'Z';
                const int pattern = is_capital ? (x / 16 + y / 12) % 2 * 200 : (y * y / 9 + x) % 90;
                planes[0].row<uint8_t>(y)[x] = static_cast<uint8_t>(pattern + (letter & 0x1F));
            }
        }
    };
    return Frame::make({128, 72}, grey8, {}, fill).with_time(Rational(number, 25), Rational(1, 25));
}

class LetterSource final : public FrameSource {
 public:
    explicit LetterSource(std::string letters, std::optional<Error> fault = std::nullopt)
        : letters_(std::move(letters)), fault_(std::move(fault)) {}
    const MediaInfo& info() const override { return info_; }
    std::optional<Frame> next(const std::stop_token& stop) override {
        if (stop.stop_requested()) {
            return std::nullopt;
        }
        if (next_ == letters_.size()) {
            if (fault_) {
                throw Error(*fault_);
            }
            return std::nullopt;
        }
        const int number = static_cast<int>(next_);
        return letter_frame(letters_[next_++], number);
    }
    void seek(const Rational&) override {}
    [[nodiscard]] std::size_t read_count() const { return next_; }

 private:
    const std::string letters_;
    const std::optional<Error> fault_;
    MediaInfo info_;
    std::size_t next_ = 0;
};

/// "0 0= 1": shot numbers, = for duplicates.
std::string shots_of(ShotReader& reader) {
    std::string text;
    int64_t count = 0;
    while (const auto frame = reader.next({})) {
        text += text.empty() ? "" : " ";
        text += std::to_string(frame->shot) + (frame->is_duplicate ? "=" : "");
        if (frame->cut && frame->cut->pts != Rational(count, 25)) {
            text += "(cut at a wrong time)";
        }
        ++count;
    }
    return text;
}

CutOptions listed(std::vector<Rational> first_frames) {
    return {CutMode::list, std::move(first_frames)};
}

}  // namespace

class TestShotReader : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void cuts_are_found();
    void cuts_are_listed();
    void duplicates_are_marked();
    void faults();
    void stops();
};

void TestShotReader::cuts_are_found() {
    LetterSource source("aaaaBBBBBcccc");
    ShotReader reader(source, {}, Duplicates::kept);
    QCOMPARE(shots_of(reader), std::string("0 0 0 0 1 1 1 1 1 2 2 2 2"));

    LetterSource again("aaaaBBBBBcccc");
    ShotReader off(again, {CutMode::off, {}}, Duplicates::kept);
    QCOMPARE(shots_of(off), std::string("0 0 0 0 0 0 0 0 0 0 0 0 0"));

    LetterSource third("aaaaBBBBB");
    ShotReader scored(third, {}, Duplicates::kept);
    for (int i = 0; i < 4; ++i) {
        QVERIFY(!scored.next({})->cut.has_value());
    }
    QVERIFY(scored.next({})->cut->score > 5);
}

void TestShotReader::cuts_are_listed() {
    const auto shots = [](const std::vector<Rational>& first_frames) {
        LetterSource source("aBcDeF");
        ShotReader reader(source, listed(first_frames), Duplicates::kept);
        return shots_of(reader);
    };
    QCOMPARE(shots({}), std::string("0 0 0 0 0 0"));
    QCOMPARE(shots({Rational(2, 25)}), std::string("0 0 1 1 1 1"));
    QCOMPARE(shots({Rational(4, 25), Rational(1, 25)}), std::string("0 1 1 1 2 2"));
    QCOMPARE(shots({Rational::parse("0.0801")}), std::string("0 0 1 1 1 1"));
    QCOMPARE(shots({Rational::parse("0.09")}), std::string("0 0 0 1 1 1"));
    QCOMPARE(shots({0, Rational(-3), 99}), std::string("0 0 0 0 0 0"));
}

void TestShotReader::duplicates_are_marked() {
    const auto marks = [](const std::string& letters, const CutOptions& cuts) {
        LetterSource source(letters);
        ShotReader reader(source, cuts, Duplicates::collapsed);
        return shots_of(reader);
    };
    const CutOptions off{CutMode::off, {}};
    QCOMPARE(marks("aabb", off), std::string("0 0= 0 0="));
    QCOMPARE(marks("aaabBBc", off), std::string("0 0= 0= 0 0 0= 0"));
    // A still is not one endless run: every fourth frame counts as distinct.
    QCOMPARE(marks("aaaaaaaaaab", off), std::string("0 0= 0= 0= 0 0= 0= 0= 0 0= 0"));
    QCOMPARE(marks("aaaa", listed({Rational(2, 25)})), std::string("0 0= 1 1="));
}

void TestShotReader::faults() {
    const Error broken(Category::input, "It broke.");
    for (const CutMode mode : {CutMode::automatic, CutMode::off}) {
        LetterSource source("abcde", broken);
        ShotReader reader(source, {mode, {}}, Duplicates::kept);
        QCOMPARE(shots_of(reader), std::string("0 0 0 0 0"));
        QVERIFY(reader.fault().has_value());
        QCOMPARE(reader.fault()->what(), "It broke.");
        QVERIFY(!reader.next({}).has_value());
    }
    LetterSource empty("", broken);
    ShotReader nothing(empty, {}, Duplicates::kept);
    QVERIFY_EXCEPTION_THROWN((void)nothing.next({}), nakawari::Error);

    LetterSource other("ab", Error(Category::failed, "No memory."));
    ShotReader failing(other, {CutMode::off, {}}, Duplicates::kept);
    QVERIFY(failing.next({}) && failing.next({}));
    QVERIFY_EXCEPTION_THROWN((void)failing.next({}), nakawari::Error);
}

void TestShotReader::stops() {
    LetterSource source("abcdefgh");
    ShotReader reader(source, {}, Duplicates::kept);
    QVERIFY(reader.next({}).has_value());
    QVERIFY2(source.read_count() <= 4, "it looks ahead as far as the cut detector does");
    std::stop_source stop;
    stop.request_stop();
    while (reader.next(stop.get_token())) {
    }
    QVERIFY(source.read_count() <= 4);
}

QTEST_APPLESS_MAIN(TestShotReader)
#include "tst_shot_reader.moc"
