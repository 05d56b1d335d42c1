/// Strict reading of JSON fields: every complaint names the key and what it should hold.
#include "pipeline/json_fields.h"

#include <limits>
#include <stdexcept>

#include "core/error.h"

namespace nakawari {

nlohmann::ordered_json JsonWriter::to_value(const std::vector<Rational>& values) {
    Json array = Json::array();
    for (const Rational& value : values) {
        array.push_back(value.to_string());
    }
    return array;
}

JsonReader::JsonReader(const nlohmann::json& object, std::string prefix)
    : object_(object), prefix_(std::move(prefix)) {
    if (object.is_object()) {
        return;
    }
    if (prefix_.empty()) {
        throw Error(Category::usage, NK_TEXT("The job must be a JSON object in braces."));
    }
    throw Error(
        Category::usage,
        NK_TEXT("In the job, “%1” must be %2."),
        {prefix_.substr(0, prefix_.size() - 1), "an object in braces"}
    );
}

const nlohmann::json* JsonReader::find(const char* key) {
    known_.insert(key);
    const auto found = object_.find(key);
    return found == object_.end() ? nullptr : &*found;
}

void JsonReader::refuse(const char* key, const std::string& expected) const {
    throw Error(
        Category::usage, NK_TEXT("In the job, “%1” must be %2."), {prefix_ + key, expected}
    );
}

void JsonReader::finish() const {
    for (const auto& [key, value] : object_.items()) {
        if (!known_.contains(key)) {
            throw Error(
                Category::usage,
                NK_TEXT("The job has an unknown key, “%1”: a typing error, or a job of a newer "
                        "version."),
                {prefix_ + key}
            );
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

void JsonReader::field(const char* key, int& value) {
    if (const nlohmann::json* found = find(key)) {
        const bool fits = found->is_number_integer() &&
                          (found->is_number_unsigned()
                               ? found->get<uint64_t>() <= std::numeric_limits<int>::max()
                               : found->get<int64_t>() >= std::numeric_limits<int>::min());
        if (!fits) {
            refuse(key, "a whole number");
        }
        value = found->get<int>();
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
    if (const nlohmann::json* found = find(key)) {
        if (!found->is_array()) {
            refuse(key, "a list in square brackets");
        }
        values.clear();
        for (const nlohmann::json& value : *found) {
            values.push_back(read_rational(key, value));
        }
    }
}

}  // namespace nakawari
