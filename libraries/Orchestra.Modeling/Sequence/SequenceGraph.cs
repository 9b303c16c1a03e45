using Orchestra.Contracts.Processes;
using Orchestra.Modeling.Bpmn;

namespace Orchestra.Modeling.Sequence;

/// <summary>
/// Makes a process of a diagram: messages that the test sends to services are tasks, fragments are gateways around them. What the test neither
/// sends nor sees is no part of the process; it is kept as text beside the step that it belongs to.
/// </summary>
internal sealed class SequenceGraph
{
    private readonly SequenceDiagram _diagram;
    private readonly WarningList _warnings;
    private readonly TestSide _side;
    private readonly GraphParts _parts = new();
    private readonly InnerMessages _inner = new();
    private readonly FragmentJudge _judge;
    private readonly StepWriter _steps;

    // The step whose answer stands here; null where several ways meet.
    private StepDraft? _last;
    private object _branch;

    /// <summary>Prepares the graph of a diagram without faults.</summary>
    public SequenceGraph(SequenceDiagram diagram, WarningList warnings)
    {
        (_diagram, _warnings) = (diagram, warnings);
        _side = new TestSide(diagram);
        _judge = new FragmentJudge(_side);
        _steps = new StepWriter(_parts);
        _branch = diagram;
    }

    /// <summary>Builds the graph.</summary>
    public ControlFlowGraph Build()
    {
        var start = _parts.Add(new StepDraft { Node = Node(NodeType.StartEvent, "Start", "", null), Branch = _branch });
        var outermost = new BreakTarget();
        var tail = Build(_diagram.Items, new FlowTail { Source = start.Node.Id }, outermost);
        var end = _parts.Add(new StepDraft { Node = Node(NodeType.EndEvent, "End", "", null), Branch = _branch });
        foreach (var open in outermost.Tails.Prepend(tail))
        {
            _parts.Connect(open, end.Node.Id);
        }

        _inner.Warn(_warnings);
        if (!_steps.Any)
        {
            _warnings.Add(
                WarningCodes.NoStep,
                "no message leads from the test's side to a service: put 'orchestra: role=\"driver\"' above the participant that the test plays",
                null,
                _diagram.Participants is [var first, ..] ? first.Line : null
            );
        }

        var called = _steps.Callees;
        return new ControlFlowGraph
        {
            Processes =
            [
                new ProcessGraph
                {
                    Id = "Sequence",
                    Name = _diagram.Title,
                    Participant = _side.Initiator?.Label,
                    ParticipantId = _side.Initiator?.Id,
                    Nodes = _parts.Nodes,
                    Edges = _parts.Edges,
                    Lanes = [.. _diagram.Participants.Where(called.Contains).Select(callee => new Lane(callee.Id, callee.Label))],
                },
            ],
        };
    }

    private FlowTail Build(List<SequenceElement> items, FlowTail tail, BreakTarget outer)
    {
        foreach (var item in items)
        {
            tail = item switch
            {
                MessageElement message => BuildMessage(message, tail),
                ReferenceElement reference => Follow(_steps.Reference(reference, _branch), tail),
                FragmentElement fragment => BuildFragment(fragment, tail, outer),
                _ => tail,
            };
            if (item is NoteElement note)
            {
                (_last?.Texts ?? tail.Texts).Add("note", note.Text);
            }
        }

        return tail;
    }

    private FlowTail BuildMessage(MessageElement message, FlowTail tail)
    {
        switch (_side.RoleOf(message))
        {
            case MessageRole.Step:
                tail = Follow(_steps.Call(message, _branch), tail);
                return message.Kind == MessageKind.Async ? FollowPoll(_steps.Poll(message, _last!), tail) : tail;
            case MessageRole.Reply:
                NoteReply(message, tail);
                return tail;
            default:
                _inner.Add(message);
                (_last?.Texts ?? tail.Texts).Add("inner", InnerMessages.Write(message));
                return tail;
        }
    }

    private void NoteReply(MessageElement message, FlowTail tail)
    {
        if (_last is null || _last.Branch != _branch || _last.Callee != message.From)
        {
            (_last is null || _last.Branch != _branch ? tail.Texts : _last.Texts).Add("reply", message.Text);
            return;
        }

        // The first answer is the call's; what comes later is news.
        if (_last.Expect.Count == 0 && ReplyStatus.Of(message.Text) is { } status)
        {
            _last.Expect.Add(ReplyStatus.Rule(status));
        }

        _last.Expect.AddRange(message.Directives.Expect);
        _last.Texts.Add("reply", message.Text);
    }

    private FlowTail Follow(StepDraft step, FlowTail tail)
    {
        _parts.Connect(tail, step.Node.Id);
        _last = step;
        return new FlowTail { Source = step.Node.Id };
    }

    // The answer that decides is the sent message's: looking at the effect does not change that.
    private FlowTail FollowPoll(StepDraft poll, FlowTail tail)
    {
        _parts.Connect(tail, poll.Node.Id);
        return new FlowTail { Source = poll.Node.Id };
    }

    private FlowTail BuildFragment(FragmentElement fragment, FlowTail tail, BreakTarget outer)
    {
        if (!_judge.IsSeen(fragment))
        {
            Pass(fragment, tail);
            return tail;
        }

        return fragment.Kind switch
        {
            FragmentKind.Alt or FragmentKind.Opt => BuildChoice(fragment, tail, hasSkip: fragment.Branches.Count == 1),
            FragmentKind.Critical when fragment.Branches.Count > 1 => BuildChoice(fragment, tail, hasSkip: false),
            FragmentKind.Loop => BuildLoop(fragment, tail),
            FragmentKind.Par => BuildParallel(fragment, tail),
            FragmentKind.Break => BuildBreak(fragment, tail, outer),
            _ => fragment.Branches.Aggregate(tail, (open, branch) => Build(branch.Items, open, outer)),
        };
    }

    // What only services do among themselves is kept as text.
    private void Pass(FragmentElement fragment, FlowTail tail)
    {
        foreach (var item in fragment.Branches.SelectMany(branch => branch.Items))
        {
            if (item is MessageElement message)
            {
                BuildMessage(message, tail);
            }
            else if (item is FragmentElement inner)
            {
                Pass(inner, tail);
            }
        }
    }

    private FlowTail BuildChoice(FragmentElement fragment, FlowTail tail, bool hasSkip)
    {
        var split = Gateway(NodeType.ExclusiveGateway, fragment, fragment.Branches[0].Guard);
        _parts.Connect(tail, split);
        var expected = _judge.Evidence(fragment, _last);
        var open = new BreakTarget();
        var hasDefault = false;
        for (var i = 0; i < fragment.Branches.Count; i++)
        {
            var branch = fragment.Branches[i];
            // The body of a critical part is what is usual; an else without a guard is what is left.
            var isBody = fragment.Kind == FragmentKind.Critical && i == 0;
            var isDefault = !hasDefault && (isBody || (i > 0 && FragmentJudge.IsElse(branch.Guard)));
            hasDefault |= isDefault;
            var way = FlowTails.Into(split, branch, isDefault, expected[i]);
            open.Tails.Add(InBranch(branch, way, open));
        }

        if (hasSkip)
        {
            open.Tails.Add(
                new FlowTail
                {
                    Source = split,
                    Name = "otherwise",
                    IsDefault = true,
                    Line = fragment.Line,
                }
            );
        }

        return Merge(fragment, open.Tails);
    }

    private FlowTail BuildLoop(FragmentElement fragment, FlowTail tail)
    {
        var branch = fragment.Branches[0];
        var bounds = LoopBounds.Of(branch.Guard);
        var most = branch.Directives.MaxLoopIterations + (bounds.Least == 0 ? 0 : 1) ?? Bounded(bounds.Most, branch);
        var open = new BreakTarget();
        if (most == 1 && bounds.Least > 0)
        {
            var once = InBranch(branch, FlowTails.Into(tail, branch), open);
            _last = null;
            return open.Tails.Count == 0 ? once : Merge(fragment, [.. open.Tails, once]);
        }

        var head = Gateway(NodeType.ExclusiveGateway, fragment, branch.Guard);
        _parts.Connect(tail, head);
        var again = new FlowTail
        {
            Source = head,
            Name = branch.Guard.Length > 0 ? branch.Guard : "again",
            IsCondition = branch.Guard.Length > 0 && !bounds.IsCount,
            Line = branch.Line,
        };
        if (bounds.Least == 0)
        {
            var body = InBranch(branch, FlowTails.Into(again, branch), open);
            _parts.Connect(FlowTails.Back(body, null, most), head);
            open.Tails.Insert(0, FlowTails.Exit(head));
        }
        else
        {
            var body = InBranch(branch, FlowTails.Into(new FlowTail { Source = head }, branch), open);
            var turn = Gateway(NodeType.ExclusiveGateway, fragment, $"again {branch.Guard}");
            _parts.Connect(body, turn);
            _parts.Connect(FlowTails.Back(new FlowTail { Source = turn }, again, most - 1), head);
            open.Tails.Insert(0, FlowTails.Exit(turn));
        }

        _last = null;
        return open.Tails.Count == 1 ? open.Tails[0] : Merge(fragment, open.Tails);
    }

    private int? Bounded(int? most, FragmentBranch branch)
    {
        if (most is not > SequenceLimits.LoopIterations)
        {
            return most;
        }

        _warnings.Add(
            WarningCodes.NotCovered,
            $"the loop repeats up to {most} times: a path takes it {SequenceLimits.LoopIterations} times at most",
            null,
            branch.Line
        );
        return SequenceLimits.LoopIterations;
    }

    private FlowTail BuildParallel(FragmentElement fragment, FlowTail tail)
    {
        var branches = new List<FragmentBranch>();
        foreach (var branch in fragment.Branches)
        {
            if (_judge.HasStep(branch))
            {
                branches.Add(branch);
            }
            else
            {
                Pass(new FragmentElement(FragmentKind.Group, [branch], branch.Line), tail);
            }
        }

        if (branches.Count == 1)
        {
            var open = new BreakTarget();
            var only = InBranch(branches[0], FlowTails.Into(tail, branches[0]), open);
            _last = null;
            return open.Tails.Count == 0 ? only : Merge(fragment, [.. open.Tails, only]);
        }

        var split = Gateway(NodeType.ParallelGateway, fragment, fragment.Branches[0].Guard);
        _parts.Connect(tail, split);
        var ends = new List<FlowTail>();
        foreach (var branch in branches)
        {
            // What breaks off ends its own branch; the others go on.
            var open = new BreakTarget();
            var end = InBranch(branch, FlowTails.Into(split, branch, isDefault: false, null, isCondition: false), open);
            ends.Add(open.Tails.Count == 0 ? end : Merge(fragment, [.. open.Tails, end]));
        }

        return Merge(fragment, ends, NodeType.ParallelGateway);
    }

    private FlowTail BuildBreak(FragmentElement fragment, FlowTail tail, BreakTarget outer)
    {
        var branch = fragment.Branches[0];
        var split = Gateway(NodeType.ExclusiveGateway, fragment, branch.Guard);
        _parts.Connect(tail, split);
        var (last, expected) = (_last, _judge.Evidence(fragment, _last));
        outer.Tails.Add(InBranch(branch, FlowTails.Into(split, branch, isDefault: false, expected[0]), outer));
        _last = last;
        return new FlowTail
        {
            Source = split,
            Name = "otherwise",
            IsDefault = true,
            Line = fragment.Line,
        };
    }

    private FlowTail InBranch(FragmentBranch branch, FlowTail way, BreakTarget outer)
    {
        var (last, outside) = (_last, _branch);
        _branch = branch;
        var tail = Build(branch.Items, way, outer);
        (_last, _branch) = (last, outside);
        return tail;
    }

    private FlowTail Merge(FragmentElement fragment, List<FlowTail> tails, NodeType type = NodeType.ExclusiveGateway)
    {
        var merge = Gateway(type, fragment, $"end {fragment.Branches[0].Guard}");
        tails.ForEach(open => _parts.Connect(open, merge));
        _last = null;
        return new FlowTail { Source = merge };
    }

    private string Gateway(NodeType type, FragmentElement fragment, string text)
    {
        var node = Node(type, fragment.Kind.ToString(), text, fragment.Line);
        return _parts.Add(new StepDraft { Node = node, Branch = _branch }).Node.Id;
    }

    private GraphNode Node(NodeType type, string kind, string text, int? line) =>
        new()
        {
            Id = _parts.Id(kind, text),
            Type = type,
            Line = line,
        };
}
