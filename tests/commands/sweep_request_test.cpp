// What a sweep was asked for is kept in its journal and taken up again as it was.
#include "sim/commands/vary/sweep_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(ParseShard, IsANumberOfSoMany) {
  const Shard shard = parse_shard("3/16");
  EXPECT_EQ(shard.index, 3);
  EXPECT_EQ(shard.count, 16);
  EXPECT_TRUE(shard.named);
  EXPECT_TRUE(parse_shard("1/1").named) << "asked for, so its journal is kept";
  EXPECT_FALSE(parse_shard("").named);
  for (const char* text : {"3", "0/4", "5/4", "-1/4", "1/0", "1/4x", "1/", "/4", "1//4", " 1/4", "1.5/4", "1/99999999999"})
    EXPECT_THAT([&] { parse_shard(text); }, ThrowsMessage<UsageError>(HasSubstr("I/N with 1 <= I <= N"))) << text;
}

SweepRequest asked() {
  SweepRequest request;
  request.study = "study.toml";
  request.flags.run.set = {"direct.threat_gain=4", "time.weeks=52"};
  request.flags.run.paths = {"my scenarios"};
  request.flags.run.seed = 18446744073709551615U;
  request.flags.run.replicates = 7;
  request.flags.run.series = "direct";
  request.flags.run.compress = "deflate";
  request.flags.store = "outcomes";
  request.flags.shard = "2/3";
  request.flags.fail = "fast";
  request.flags.summary_by_point = true;
  request.flags.keep_journal = true;
  return request;
}

TEST(SweepRequest, IsTakenUpAsItWasAsked) {
  EXPECT_EQ(SweepRequest::from(asked().fields()).fields(), asked().fields());
  const SweepRequest again = SweepRequest::from(asked().fields());
  EXPECT_EQ(again.flags.run.set, asked().flags.run.set);
  EXPECT_EQ(again.flags.run.seed, asked().flags.run.seed);
  const SweepRequest plain = SweepRequest::from(SweepRequest().fields());
  EXPECT_FALSE(plain.flags.run.seed || plain.flags.run.replicates) << "what was not given stays so";
  EXPECT_FALSE(plain.flags.keep_journal);
}

TEST(SweepRequest, ANumberThatCannotBeIsRefusedByName) {
  for (const auto& [field, what] : {std::pair{"seed", "the seed"}, std::pair{"replicates", "the number of replicates"}})
    for (const char* text : {"-1x", "1e9", "18446744073709551616"}) {
      auto fields = asked().fields();
      fields[field] = text;
      EXPECT_THAT([&] { SweepRequest::from(fields); }, ThrowsMessage<UsageError>(AllOf(HasSubstr(what), HasSubstr(text)))) << text;
    }
}

TEST(SweepRequest, WritesToAFileThatIsNamedAfterTheStudyAndTheShard) {
  Study study;
  study.name = "levers";
  SweepRequest request;
  EXPECT_EQ(request.output(study), "levers.h5");
  request.flags.shard = "2/3";
  EXPECT_EQ(request.output(study), "levers.shard-2-of-3.h5");
  request.flags.run.output = "mine.h5";
  EXPECT_EQ(request.output(study), "mine.h5");
}

}  // namespace
}  // namespace fulcrum
