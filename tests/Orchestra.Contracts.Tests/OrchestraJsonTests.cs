using System.Text.Json;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Runs;

namespace Orchestra.Contracts.Tests;

public sealed class OrchestraJsonTests
{
    [Test]
    public void Enums_are_written_in_upper_snake()
    {
        Assert.That(
            JsonSerializer.Serialize(NodeType.IntermediateCatchEvent, OrchestraJson.Options),
            Is.EqualTo("\"INTERMEDIATE_CATCH_EVENT\"")
        );
        Assert.That(JsonSerializer.Serialize(RunMode.StopOnFirstFailure, OrchestraJson.Options), Is.EqualTo("\"STOP_ON_FIRST_FAILURE\""));
    }

    [Test]
    public void Instants_are_written_in_utc_with_three_digits()
    {
        var instant = new DateTimeOffset(2026, 1, 31, 14, 0, 0, 5, TimeSpan.FromHours(2));

        Assert.That(JsonSerializer.Serialize(instant, OrchestraJson.Options), Is.EqualTo("\"2026-01-31T12:00:00.005Z\""));
    }

    [Test]
    public void Enum_keys_of_dictionaries_follow_the_same_rule()
    {
        var totals = new Dictionary<RunStatus, int> { [RunStatus.FailedStuck] = 1 };

        Assert.That(JsonSerializer.Serialize(totals, OrchestraJson.Options), Is.EqualTo("{\"FAILED_STUCK\":1}"));
    }
}
