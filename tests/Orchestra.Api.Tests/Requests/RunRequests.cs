using static Orchestra.Api.Tests.Requests.BadRequest;
using static Orchestra.Api.Tests.Requests.Paths;

namespace Orchestra.Api.Tests.Requests;

/// <summary>Runs that contradict themselves or what is there.</summary>
internal static class RunRequests
{
    public static IEnumerable<BadRequest> All()
    {
        yield return Post("a run without a scenario", TestRuns, """{"environmentId":"$environment"}""", "scenarioId is required") with
        {
            FaultAt = "scenarioId",
        };
        yield return Post(
            "a scenario by id and by tag",
            TestRuns,
            """{"scenarioId":"$scenario","scenarioTag":"edge","environmentId":"$environment"}""",
            "not both"
        ) with
        {
            FaultAt = "scenarioTag",
        };
        yield return Post("a tag that no scenario has", TestRuns, """{"scenarioTag":"%","environmentId":"$environment"}""", "'%'") with
        {
            FaultAt = "scenarioTag",
        };
        yield return Post("a run without an environment", TestRuns, """{"scenarioId":"$scenario"}""", "environmentId is required") with
        {
            FaultAt = "environmentId",
        };
        yield return Post("a suite run of nothing", SuiteRuns, "{}", "suiteId is required") with
        {
            FaultAt = "environmentId",
            Faults = 2,
        };
        yield return Post(
            "a priority out of bounds",
            TestRuns,
            """{"scenarioId":"$scenario","environmentId":"$environment","priority":10}""",
            "from 0 to 9"
        ) with
        {
            FaultAt = "priority",
        };
        yield return Post(
            "a single step without its index",
            TestRuns,
            """{"scenarioId":"$scenario","environmentId":"$environment","mode":"SINGLE_STEP"}""",
            "startStepIndex is required"
        ) with
        {
            FaultAt = "startStepIndex",
        };
        yield return Post(
            "a run from a step without a run",
            TestRuns,
            """{"mode":"FROM_STEP","startStepIndex":1}""",
            "fromRunId is required"
        ) with
        {
            FaultAt = "fromRunId",
        };
        yield return Post(
            "an earlier run in another mode",
            TestRuns,
            """{"scenarioId":"$scenario","environmentId":"$environment","fromRunId":"$testrun"}""",
            "belongs to the mode FROM_STEP"
        ) with
        {
            FaultAt = "fromRunId",
        };
        yield return Post(
            "a context in another mode",
            TestRuns,
            """{"scenarioId":"$scenario","environmentId":"$environment","context":{}}""",
            "belongs to the mode SINGLE_STEP"
        ) with
        {
            FaultAt = "context",
        };
        yield return Post(
            "an environment of a run from a step",
            TestRuns,
            """{"mode":"FROM_STEP","startStepIndex":1,"fromRunId":"$testrun","environmentId":"$environment"}""",
            "of its earlier run"
        ) with
        {
            FaultAt = "environmentId",
        };
        yield return Post(
            "another version of a run from a step",
            TestRuns,
            """{"mode":"FROM_STEP","startStepIndex":1,"fromRunId":"$testrun","version":9}""",
            "results of another version"
        ) with
        {
            FaultAt = "version",
        };
        yield return Post(
            "a context with every fault",
            TestRuns,
            """{"scenarioId":"$scenario","environmentId":"$environment","mode":"SINGLE_STEP","startStepIndex":1,"context":{"x":1,"data":[],"steps":{"nobody":{"y":1,"response":{"statusCode":"a","headers":{"h":1,"m":"•••"}}}}}}""",
            "no step 'nobody' comes before"
        ) with
        {
            FaultAt = "context.steps.nobody",
            Faults = 6,
        };
        yield return Post(
            "a data set by id and by tag",
            TestRuns,
            """{"scenarioId":"$scenario","environmentId":"$environment","dataSetId":"$dataset","dataSetTag":"t"}""",
            "not both"
        ) with
        {
            FaultAt = "dataSetTag",
        };
        yield return Post(
            "a tag that no data set has",
            TestRuns,
            """{"scenarioId":"$scenario","environmentId":"$environment","dataSetTag":"%"}""",
            "'%'"
        ) with
        {
            FaultAt = "dataSetTag",
        };
        yield return Post(
            "a tag of a suite run that no data set has",
            SuiteRuns,
            """{"suiteId":"$suite","environmentId":"$environment","dataSetTag":"' or 1=1--"}""",
            "no data set"
        ) with
        {
            FaultAt = "dataSetTag",
        };
        yield return Post(
            "an environment without the service's URL",
            TestRuns,
            """{"scenarioId":"$scenario","environmentId":"$empty"}""",
            "loans"
        ) with
        {
            FaultAt = "serviceUrls.loans",
        };
        yield return Post(
            "data sets that contradict along the path",
            SuiteRuns,
            """{"suiteId":"$conflicting","environmentId":"$environment"}""",
            "data.amount"
        ) with
        {
            FaultAt = "data.amount",
        };
        yield return Post(
            "a data set that is not there",
            SuiteRuns,
            """{"suiteId":"$dataless","environmentId":"$environment"}""",
            "'nobody'"
        ) with
        {
            FaultAt = "dataSets",
            Faults = 2,
        };
        foreach (var index in (int[])[-1, 2])
        {
            yield return Post(
                $"a start at step {index} of two",
                TestRuns,
                $$"""{"scenarioId":"$scenario","environmentId":"$environment","startStepIndex":{{index}}}""",
                "from 0 to 1"
            ) with
            {
                FaultAt = "startStepIndex",
            };
        }

        yield return new BadRequest("a version of a scenario that is not there", "POST", TestRuns, 404, "not_found", "scenario version")
        {
            Body = () => """{"scenarioId":"$scenario","environmentId":"$environment","version":9}""",
        };
        yield return new BadRequest(
            "a rerun from a step of a run that nobody has",
            "POST",
            TestRuns + $"/{Guid.Empty}/rerun",
            404,
            "not_found",
            "run not found"
        )
        {
            Body = () => """{"fromStep":1}""",
        };
        yield return Post("an unknown field of a rerun", TestRuns + "/$testrun/rerun", """{"from":1}""", "from");
        yield return new BadRequest(
            "cancel of a run that nobody has",
            "POST",
            TestRuns + "/00000000-0000-7000-8000-00000000dead/cancel",
            404,
            "not_found",
            "run not found"
        );
        foreach (var id in (string[])["x", "-1", "1.5", "99999999999999999999", "1 or 1=1", "999999"])
        {
            yield return new BadRequest($"Last-Event-ID {id}", "GET", TestRuns + "/$testrun/events", 400, Bad, "Last-Event-ID")
            {
                Headers = [("Last-Event-ID", id)],
                FaultAt = "Last-Event-ID",
            };
        }
    }
}
