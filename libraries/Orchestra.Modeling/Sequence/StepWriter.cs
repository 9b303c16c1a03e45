using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Sequence;

/// <summary>Writes the nodes that do something: calls, polls after what is not waited for, references.</summary>
internal sealed class StepWriter(GraphParts parts)
{
    private readonly HashSet<Participant> _callees = [];

    /// <summary>The participants that are called.</summary>
    public IReadOnlySet<Participant> Callees => _callees;

    /// <summary>Whether there is any step.</summary>
    public bool Any { get; private set; }

    /// <summary>The task of a message.</summary>
    public StepDraft Call(MessageElement message, object branch)
    {
        var callee = message.To!;
        var (text, directives) = (MessageText.Of(message.Text), message.Directives);
        var isGuess = directives["endpoint"] is null && text.IsGuess;
        _callees.Add(callee);
        Any = true;
        var name = message.Text.Length > 0 ? TextCleaner.Cut(message.Text, SequenceLimits.NameLength) : $"Call {callee.Label}";
        return parts.Add(
            new StepDraft
            {
                Callee = callee,
                Branch = branch,
                Node = new GraphNode
                {
                    Id = parts.Id("Call", $"{callee.Id} {message.Text}"),
                    Type = NodeType.ServiceTask,
                    Name = name,
                    Lane = callee.Label,
                    Endpoint = directives["endpoint"] ?? text.Endpoint,
                    IsEndpointGuessed = isGuess,
                    Services = Services(callee, directives),
                    Mode = message.Kind is MessageKind.Async or MessageKind.Lost ? ActionMode.FireAndForget : null,
                    Alias = directives["alias"] ?? (isGuess ? text.Endpoint : null),
                    DataSet = directives["dataSet"],
                    Shares = directives["shares"],
                    Expect = [.. directives.Expect],
                    Line = message.Line,
                },
            }
        );
    }

    /// <summary>The look at the effect of a message that is not waited for.</summary>
    public StepDraft Poll(MessageElement message, StepDraft sent) =>
        parts.Add(
            new StepDraft
            {
                Branch = sent.Branch,
                Node = new GraphNode
                {
                    Id = parts.Id("Poll", $"{message.To!.Id} {message.Text}"),
                    Type = NodeType.ReceiveTask,
                    Name = TextCleaner.Cut($"Result of {sent.Node.Name}", SequenceLimits.NameLength),
                    Lane = sent.Node.Lane,
                    Endpoint = message.Directives["poll"],
                    Services = sent.Node.Services,
                    PollOf = sent.Node.Id,
                    Line = message.Line,
                },
            }
        );

    /// <summary>The call of another diagram.</summary>
    public StepDraft Reference(ReferenceElement reference, object branch)
    {
        Any = true;
        return parts.Add(
            new StepDraft
            {
                Branch = branch,
                Node = new GraphNode
                {
                    Id = parts.Id("Ref", reference.Text),
                    Type = NodeType.CallActivity,
                    Name = reference.Text.Length > 0 ? TextCleaner.Cut(reference.Text, SequenceLimits.NameLength) : null,
                    Endpoint = reference.Directives["endpoint"],
                    Services = reference.Directives["service"] is { } service ? [service] : [],
                    Alias = reference.Directives["alias"],
                    DataSet = reference.Directives["dataSet"],
                    Shares = reference.Directives["shares"],
                    Expect = [.. reference.Directives.Expect],
                    Line = reference.Line,
                },
            }
        );
    }

    private static IReadOnlyList<string> Services(Participant callee, Directives directives) =>
        directives["service"] is { } named ? [named]
        : callee.Service is { } service ? [service]
        : callee.Label == callee.Id ? [callee.Id]
        : [callee.Label, callee.Id];
}
