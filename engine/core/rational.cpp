/// Exact rational numbers on 64-bit integers with 128-bit intermediates.
#include "core/rational.h"

#include <limits>
#include <stdexcept>

namespace nakawari {
namespace {

__extension__ using Wide = __int128;

Wide gcd(Wide a, Wide b) {
    while (b != 0) {
        const Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

int64_t narrow(Wide value) {
    if (value > std::numeric_limits<int64_t>::max() ||
        value < std::numeric_limits<int64_t>::min()) {
        throw std::overflow_error("rational number does not fit 64 bits");
    }
    return static_cast<int64_t>(value);
}

Rational reduced(Wide num, Wide den) {
    if (den == 0) {
        throw std::domain_error("rational number with a zero denominator");
    }
    if (const Wide common = gcd(num, den); common > 1) {
        num /= common;
        den /= common;
    }
    if (den < 0) {
        num = -num;
        den = -den;
    }
    return {narrow(num), narrow(den)};
}

Wide floor_div(Wide num, Wide den) {
    const Wide quotient = num / den;
    return quotient * den != num && (num < 0) != (den < 0) ? quotient - 1 : quotient;
}

}  // namespace

Rational::Rational(int64_t num, int64_t den) : num_(num), den_(den) {
    if (den <= 0 || gcd(num, den) > 1) {
        *this = reduced(num, den);
    }
}

std::string Rational::to_string() const {
    return den_ == 1 ? std::to_string(num_) : std::to_string(num_) + "/" + std::to_string(den_);
}

Rational Rational::parse(const std::string& text) {
    const auto whole = [&text](const std::string& part) {
        std::size_t used = 0;
        int64_t value = 0;
        try {
            value = std::stoll(part, &used);
        } catch (const std::exception&) {
            used = 0;
        }
        if (used == 0 || used != part.size()) {
            throw std::invalid_argument("not a number: " + text);
        }
        return value;
    };
    if (const auto bar = text.find_first_of("/:"); bar != std::string::npos) {
        const int64_t den = whole(text.substr(bar + 1));
        if (den == 0) {
            throw std::invalid_argument("not a number: " + text);
        }
        return {whole(text.substr(0, bar)), den};
    }
    const auto dot = text.find('.');
    if (dot == std::string::npos) {
        return {whole(text)};
    }
    const std::string digits = text.substr(dot + 1);
    if (digits.empty() || digits.size() > 12 ||
        digits.find_first_not_of("0123456789") != std::string::npos) {
        throw std::invalid_argument("not a number: " + text);
    }
    int64_t scale = 1;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        scale *= 10;
    }
    const Rational fraction(whole(digits), scale);
    const std::string head = text.substr(0, dot);
    const bool negative = !head.empty() && head.front() == '-';
    const Rational integer = head.empty() || head == "-" ? Rational(0) : Rational(whole(head));
    return negative ? integer - fraction : integer + fraction;
}

Rational operator+(const Rational& a, const Rational& b) {
    return reduced(Wide{a.num_} * b.den_ + Wide{b.num_} * a.den_, Wide{a.den_} * b.den_);
}

Rational operator-(const Rational& a, const Rational& b) {
    return reduced(Wide{a.num_} * b.den_ - Wide{b.num_} * a.den_, Wide{a.den_} * b.den_);
}

Rational operator*(const Rational& a, const Rational& b) {
    return reduced(Wide{a.num_} * b.num_, Wide{a.den_} * b.den_);
}

Rational operator/(const Rational& a, const Rational& b) {
    return reduced(Wide{a.num_} * b.den_, Wide{a.den_} * b.num_);
}

std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    const Wide left = Wide{a.num_} * b.den_;
    const Wide right = Wide{b.num_} * a.den_;
    return left < right   ? std::strong_ordering::less
           : left > right ? std::strong_ordering::greater
                          : std::strong_ordering::equal;
}

int64_t round_to_unit(const Rational& value, const Rational& unit) {
    const Rational count = value / unit;
    const Wide twice = Wide{2} * count.num();
    const Wide den = count.den();
    return narrow(
        count.num() < 0 ? -floor_div(den - twice, 2 * den) : floor_div(twice + den, 2 * den)
    );
}

int64_t floor_to_unit(const Rational& value, const Rational& unit) {
    const Rational count = value / unit;
    return narrow(floor_div(count.num(), count.den()));
}

}  // namespace nakawari
