/// Strict reading of JSON fields: every complaint names the key and what it should hold.
#include "pipeline/json_fields.h"

#include <stdexcept>

namespace nakawari {

nlohmann::ordered_json JsonWriter::to_value(const std::vector<Rational>& values) {
    Json array = Json::array();
    for (const Rational& value : values) {
        array.push_back(value.to_string());
    }
    return array;
}

std::string JsonWriter::dump(const JsonDocument& document) const {
    try {
        return object_.dump(2) + "\n";
    } catch (const nlohmann::json::type_error&) {
        throw Error(document.category, document.not_utf8);
    }
}

nlohmann::json parse_json(const std::string& text, const JsonDocument& document) {
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        const std::string what = error.what();  // "[json.exception.parse_error.101] parse error …"
        const auto bracket = what.find("] ");
        throw Error(
            document.category,
            document.not_json,
            {bracket == std::string::npos ? what : what.substr(bracket + 2)}
        );
    }
}

JsonReader::JsonReader(
    const nlohmann::json& object, std::string prefix, const JsonDocument& document
)
    : object_(object), prefix_(std::move(prefix)), document_(document) {
    if (object.is_object()) {
        return;
    }
    if (prefix_.empty()) {
        throw Error(document.category, document.not_an_object);
    }
    throw Error(
        document.category,
        document.wrong_value,
        {prefix_.substr(0, prefix_.size() - 1), "an object in braces"}
    );
}

void JsonReader::check_version() {
    int version = 0;
    field("version", version);
    if (version == 0) {
        throw Error(document_.category, document_.no_version, {std::to_string(document_.version)});
    }
    if (version != document_.version) {
        throw Error(
            document_.category,
            document_.other_version,
            {std::to_string(version), std::to_string(document_.version)}
        );
    }
}

const nlohmann::json* JsonReader::find(const char* key) {
    known_.insert(key);
    const auto found = object_.find(key);
    return found == object_.end() ? nullptr : &*found;
}

const nlohmann::json* JsonReader::find_list(const char* key) {
    const nlohmann::json* found = find(key);
    if (found != nullptr && !found->is_array()) {
        refuse(key, "a list in square brackets");
    }
    return found;
}

std::string JsonReader::place_of(const char* key, std::size_t index) const {
    std::string place = prefix_;
    place += key;
    place += "[";
    place += std::to_string(index);
    place += "].";
    return place;
}

void JsonReader::refuse(const char* key, const std::string& expected) const {
    throw Error(document_.category, document_.wrong_value, {prefix_ + key, expected});
}

void JsonReader::finish() const {
    for (const auto& [key, value] : object_.items()) {
        if (!known_.contains(key)) {
            throw Error(document_.category, document_.unknown_key, {prefix_ + key});
        }
    }
}

void JsonReader::field(const char* key, bool& value) {
    if (const nlohmann::json* found = find(key)) {
        if (!found->is_boolean()) {
            refuse(key, "true or false");
        }
        value = found->get<bool>();
    }
}

uint64_t JsonReader::read_integer(
    const char* key, const nlohmann::json& value, int64_t least, uint64_t most
) const {
    // Both ways of the library to hold a whole number, compared without a change of sign.
    if (value.is_number_unsigned() && value.get<uint64_t>() <= most) {
        return value.get<uint64_t>();
    }
    if (value.is_number_integer() && !value.is_number_unsigned()) {
        const auto whole = value.get<int64_t>();
        if (whole < 0 ? whole >= least : static_cast<uint64_t>(whole) <= most) {
            return static_cast<uint64_t>(whole);
        }
    }
    refuse(key, "a whole number");
}

double JsonReader::read_double(const char* key, const nlohmann::json& value) const {
    if (value.is_null()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (!value.is_number()) {
        refuse(key, "a number");
    }
    return value.get<double>();
}

void JsonReader::field(const char* key, double& value) {
    if (const nlohmann::json* found = find(key)) {
        value = read_double(key, *found);
    }
}

void JsonReader::field(const char* key, std::vector<double>& values) {
    if (const nlohmann::json* found = find_list(key)) {
        values.clear();
        for (const nlohmann::json& value : *found) {
            values.push_back(read_double(key, value));
        }
    }
}

void JsonReader::field(const char* key, std::vector<std::string>& values) {
    if (const nlohmann::json* found = find_list(key)) {
        values.clear();
        for (const nlohmann::json& value : *found) {
            if (!value.is_string()) {
                refuse(key, "a list of texts in quotes");
            }
            values.push_back(value.get<std::string>());
        }
    }
}

void JsonReader::field(const char* key, std::string& value) {
    if (const nlohmann::json* found = find(key)) {
        if (!found->is_string()) {
            refuse(key, "a text in quotes");
        }
        value = found->get<std::string>();
    }
}

Rational JsonReader::read_rational(const char* key, const nlohmann::json& value) const {
    try {
        if (value.is_number_integer() && !value.is_number_unsigned()) {
            return {value.get<int64_t>()};
        }
        if (value.is_number_unsigned() &&
            value.get<uint64_t>() <= std::numeric_limits<int64_t>::max()) {
            return {value.get<int64_t>()};
        }
        if (value.is_string()) {
            return Rational::parse(value.get<std::string>());
        }
    } catch (const std::logic_error&) {  // not a number
    } catch (const std::overflow_error&) {
    }
    refuse(key, "a number such as \"24000/1001\", \"29.97\" or 25");
}

void JsonReader::field(const char* key, Rational& value) {
    if (const nlohmann::json* found = find(key)) {
        value = read_rational(key, *found);
    }
}

void JsonReader::field(const char* key, std::vector<Rational>& values) {
    if (const nlohmann::json* found = find_list(key)) {
        values.clear();
        for (const nlohmann::json& value : *found) {
            values.push_back(read_rational(key, value));
        }
    }
}

}  // namespace nakawari
