using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Sequence;

/// <summary>Says what of a fragment a test can see.</summary>
internal sealed class FragmentJudge(TestSide side)
{
    private readonly Dictionary<FragmentElement, bool> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a guard only says that nothing else held.</summary>
    public static bool IsElse(string guard) =>
        guard.Length == 0
        || guard.Equals("else", StringComparison.OrdinalIgnoreCase)
        || guard.Equals("otherwise", StringComparison.OrdinalIgnoreCase)
        || guard.Equals("default", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a fragment makes a difference to the test: for a choice an answer does, for a repetition only a step.</summary>
    public bool IsSeen(FragmentElement fragment)
    {
        if (_seen.TryGetValue(fragment, out var known))
        {
            return known;
        }

        var isChoice = fragment.Kind is FragmentKind.Alt or FragmentKind.Opt or FragmentKind.Critical or FragmentKind.Break;
        var isSeen = fragment.Branches.Exists(branch =>
            HasStep(branch)
            || (
                isChoice
                && (branch.Directives.Given.Count > 0 || branch.Items.Exists(item => item is MessageElement message && IsReply(message)))
            )
            || (fragment.Kind == FragmentKind.Group && branch.Items.Count > 0)
        );
        _seen[fragment] = isSeen;
        return isSeen;
    }

    /// <summary>Whether anything in a branch becomes part of the process.</summary>
    public bool HasStep(FragmentBranch branch) =>
        branch.Items.Exists(item =>
            item switch
            {
                MessageElement message => side.RoleOf(message) == MessageRole.Step,
                ReferenceElement => true,
                FragmentElement { Kind: FragmentKind.Group } group => group.Branches.Exists(HasStep),
                FragmentElement fragment => IsSeen(fragment),
                _ => false,
            }
        );

    /// <summary>
    /// For each branch the status with which it begins, as a rule over the answer of the step before: it proves which branch was taken, as long as
    /// no two branches begin with the same.
    /// </summary>
    public BusinessRule?[] Evidence(FragmentElement fragment, StepDraft? last)
    {
        var statuses = fragment.Branches.ConvertAll(branch => last?.Callee is { } callee ? FirstStatus(branch, callee) : null);
        var times = statuses.Where(status => status is not null).CountBy(status => status!.Value).ToDictionary();
        return [.. statuses.Select(status => status is { } number && times[number] == 1 ? ReplyStatus.Rule(number) : null)];
    }

    private int? FirstStatus(FragmentBranch branch, Participant callee)
    {
        foreach (var item in branch.Items)
        {
            switch (item)
            {
                case MessageElement message when IsReply(message):
                    return message.From == callee ? ReplyStatus.Of(message.Text) : null;
                case MessageElement message when side.RoleOf(message) == MessageRole.Inner:
                case NoteElement:
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    private bool IsReply(MessageElement message) => side.RoleOf(message) == MessageRole.Reply;
}
