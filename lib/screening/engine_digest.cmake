# Writes OUT: a header with a digest over every source file of lib/, so that two builds that may
# decide differently do not call themselves by one word. Run by cmake -P with SOURCE and OUT.
file(GLOB_RECURSE sources RELATIVE ${SOURCE} ${SOURCE}/lib/*.h ${SOURCE}/lib/*.cc)
list(SORT sources)
set(digests "")
foreach(source ${sources})
  file(SHA256 ${SOURCE}/${source} digest)
  string(APPEND digests "${digest} ${source}\n")
endforeach()
string(SHA256 digest "${digests}")
string(SUBSTRING ${digest} 0 8 digest)
file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT [[
#pragma once
// The first 8 digits of the SHA-256 over path and SHA-256 of every source file of lib/.
#define LYNCEUS_ENGINE_DIGEST "@digest@"
]])
