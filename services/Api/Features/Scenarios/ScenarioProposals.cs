using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>Decides on proposals, and keeps what was decided when a scenario is generated again. Pure.</summary>
internal static class ScenarioProposals
{
    /// <summary>The scenario with the proposed step at its place.</summary>
    public static TestScenario Accept(TestScenario scenario, StepProposal proposal)
    {
        var steps = scenario.Steps.ToList();
        steps.Insert(PlaceOf(scenario, proposal), StepOf(proposal));
        return Reject(scenario, proposal) with { Steps = [.. steps.Select((step, i) => step with { OrderIndex = i })] };
    }

    /// <summary>The scenario without the proposal.</summary>
    public static TestScenario Reject(TestScenario scenario, StepProposal proposal) =>
        scenario with
        {
            Proposals = NullIfEmpty([.. (scenario.Proposals ?? []).Where(other => other.Alias != proposal.Alias)]),
        };

    /// <summary>
    /// The proposals of a scenario that a person and the generator changed: the generator's, without those that the person has decided on
    /// or has made a step of, and the person's own.
    /// </summary>
    public static IReadOnlyList<StepProposal>? Join(TestScenario from, TestScenario mine, TestScenario theirs)
    {
        var before = Aliases(from);
        var kept = Aliases(mine);
        var generated = Aliases(theirs);
        var steps = mine.Steps.Select(step => step.Alias).ToHashSet(StringComparer.Ordinal);
        var open = (theirs.Proposals ?? []).Where(proposal =>
            before.Contains(proposal.Alias) ? kept.Contains(proposal.Alias) : !steps.Contains(proposal.Alias)
        );
        var own = (mine.Proposals ?? []).Where(proposal => !before.Contains(proposal.Alias) && !generated.Contains(proposal.Alias));
        return NullIfEmpty([.. open, .. own]);
    }

    private static ScenarioStep StepOf(StepProposal proposal) =>
        new()
        {
            Id = proposal.Alias,
            Alias = proposal.Alias,
            Name = proposal.Reason,
            Kind = StepKind.Assertion,
            ChannelType = proposal.ChannelType,
            NodeId = proposal.NodeId,
            Action = new ActionDefinition { Meta = MetaOf(proposal) },
        };

    // Where to look; which rows of a table count is nothing that a process tells.
    private static StepMeta MetaOf(StepProposal proposal) =>
        proposal.ChannelType switch
        {
            ChannelType.Kafka => new StepMeta { ClusterAlias = proposal.Connection, Topic = proposal.Subject },
            ChannelType.Db => new StepMeta { DataSource = proposal.Connection },
            _ => new StepMeta { BrokerAlias = proposal.Connection, QueueName = proposal.Subject },
        };

    // After the step that it follows and what was accepted there before, in the order of the path; after the last step before its node
    // when that step is gone.
    private static int PlaceOf(TestScenario scenario, StepProposal proposal)
    {
        var steps = scenario.Steps;
        var own = NodePlace(scenario, proposal.NodeId);
        var after = proposal.After is null ? -1 : steps.ToList().FindLastIndex(step => step.Alias == proposal.After);
        if (after < 0 && proposal.After is not null)
        {
            after = steps.ToList().FindLastIndex(step => NodePlace(scenario, step.NodeId) is { } place && place <= own);
        }

        var at = after + 1;
        while (
            at < steps.Count
            && steps[at] is { Kind: StepKind.Assertion, EndpointRef: null } next
            && NodePlace(scenario, next.NodeId) is { } node
            && node <= own
        )
        {
            at++;
        }

        return at;
    }

    private static int? NodePlace(TestScenario scenario, string? nodeId)
    {
        var place = nodeId is null ? -1 : scenario.Path.ToList().IndexOf(nodeId);
        return place < 0 ? null : place;
    }

    private static HashSet<string> Aliases(TestScenario scenario) =>
        (scenario.Proposals ?? []).Select(proposal => proposal.Alias).ToHashSet(StringComparer.Ordinal);

    private static IReadOnlyList<StepProposal>? NullIfEmpty(IReadOnlyList<StepProposal> proposals) =>
        proposals.Count > 0 ? proposals : null;
}
