using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Steps;
using Orchestra.Generation.Tests.Building;

namespace Orchestra.Generation.Tests;

/// <summary>What only another channel sees is proposed, and never among the steps.</summary>
[TestFixture]
internal sealed class SideEffectTests
{
    private static readonly ServiceSpec _loans = TestSpec.Service("loans", TestSpec.Endpoint("POST /applications", "submitApplication"));

    [Test]
    public void Thrown_messages_and_signals_and_written_stores_are_proposed_after_the_step_before()
    {
        var process = Graph().Process with
        {
            Data = [new DataElement("Store", DataKind.Store, "Loans"), new DataElement("Form", DataKind.Object)],
        };
        var step = Graph().Generate([_loans]).Scenarios[0].Steps.Single();

        var proposals = new SideEffects(process).Of(["T", "M", "G", "T"], [step]);

        Assert.That(
            proposals!.Select(p => (p.NodeId, p.ChannelType, p.Subject, p.After)),
            Is.EqualTo(
                new[]
                {
                    ("T", ChannelType.Db, "Loans", "submitApplication"),
                    ("M", ChannelType.Queue, "LoanMade", "submitApplication"),
                    ("G", ChannelType.Kafka, "Sing", "submitApplication"),
                }
            )
        );
        Assert.That(proposals!.Select(p => p.Alias), Is.EqualTo(new[] { "loansSeen", "loanMadeSeen", "singSeen" }));
    }

    [Test]
    public void Proposals_are_not_among_the_steps_and_a_message_with_a_call_needs_none()
    {
        var scenario = Graph().Generate([_loans]).Scenarios[0];
        var bound = Graph().Generate([_loans], overrides: new Dictionary<string, string> { ["M"] = "submitApplication" }).Scenarios[0];

        Assert.That(scenario.Steps, Has.Count.EqualTo(1));
        Assert.That(scenario.Proposals!.Select(p => p.NodeId), Is.EqualTo(new[] { "M", "G" }));
        Assert.That(bound.Proposals!.Select(p => p.NodeId), Is.EqualTo(new[] { "G" }));
    }

    private static TestGraph Graph() =>
        new TestGraph()
            .Task("T", "Submit application", node => node with { Writes = ["Store", "Form"] })
            .Node("M", NodeType.IntermediateThrowEvent, "Tell them", node => node with { Trigger = "message", TriggerRef = "LoanMade" })
            .Node("G", NodeType.EndEvent, "Sing", node => node with { Trigger = "signal" })
            .Walk("T M G");
}
