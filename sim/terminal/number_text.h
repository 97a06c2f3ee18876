/// \file
/// Numbers as their unit is read.
#pragma once

#include <string>

namespace fulcrum {

/// So many decimals, by default the two of coded indices; counts of persons and attacks whole, with thousands separators; "-" for
/// what is no number.
std::string number_of(double value, const std::string& unit, int decimals = 2);
/// The same with its sign, of a difference.
std::string signed_number_of(double value, const std::string& unit, int decimals = 2);
/// As a form of {fmt} says, "{:.4f}" say; a dash for what is no number. Runs close to failure have numbers of hundreds of digits: from 1e9
/// on four of them are given.
std::string number_in(const char* form, double value);

/// A share with its interval: "58 % (55 to 61 %)"; a dash for what is no number.
std::string share_range_text(double share, double low, double high);
/// A median with its range, with so many decimals: "61 (52 to 140)"; a dash for what is no number.
std::string range_text(double median, double low, double high, int decimals);

/// A name with its unit in brackets: "burden [years]". A share or a probability, whose unit is 1, needs none.
std::string with_unit(const std::string& name, const std::string& unit);

}  // namespace fulcrum
