/// \file
/// From what the program throws to a status and a text for the thread that called.
#pragma once

#include <functional>
#include <string>

namespace fulcrum {

/// Does some work; what it throws becomes a status (fulcrum.h), and its problems those of this thread.
int guarded(const std::function<void()>& work);
/// The name that a message suggests ("did you mean 'x'?"), or nothing.
std::string suggested_in(const std::string& message);

}  // namespace fulcrum
