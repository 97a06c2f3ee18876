# Fails unless the only name that each kernel shows to the linker is its maker's: cmake/Kernels.cmake says why.
if(NOT OBJECTS)
  message(FATAL_ERROR "no kernels given")
endif()
foreach(object IN LISTS OBJECTS)
  execute_process(COMMAND ${NM} --demangle --defined-only --extern-only --format=just-symbols ${object} OUTPUT_VARIABLE names
                  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  if(NOT names MATCHES "^fulcrum::make_[a-z0-9_]+\\([^\n]*\\)$")
    message(SEND_ERROR "${object} shows more, or other, than its maker:\n${names}")
  endif()
endforeach()
