using Orchestra.Modeling.Bpmn;

namespace Orchestra.Modeling.Sequence;

/// <summary>Takes what a parser reads and makes the diagram of it: knows participants, open fragments and activations, keeps the limits.</summary>
internal sealed class DiagramBuilder
{
    private static readonly Directives s_none = new();

    private readonly SequenceDiagram _diagram = new();
    private readonly FaultList _faults;
    private readonly WarningList _warnings;
    private readonly Dictionary<string, Participant> _participants = new(StringComparer.Ordinal);
    private readonly Stack<OpenFragment> _open = new();
    private readonly Activations _activations = new();
    private readonly DirectiveReader _directives;
    private Directives _pending = new();
    private (string Name, int Line, int Column)? _initiator;
    private int _elements;
    private int _faultCount;

    /// <summary>Prepares an empty diagram.</summary>
    public DiagramBuilder(FaultList faults, WarningList warnings)
    {
        (_faults, _warnings) = (faults, warnings);
        _directives = new DirectiveReader(this);
    }

    /// <summary>Whether a participant of that name was declared or used.</summary>
    public bool Knows(string id) => _participants.ContainsKey(id);

    /// <summary>Adds a fault; a source that is nothing but faults is not read to its end.</summary>
    public void Fault(int line, int column, string message)
    {
        if (++_faultCount > SequenceLimits.Faults)
        {
            throw new SequenceSourceException(line, column, "too many faults: nothing after this line was read");
        }

        _faults.Add(null, line, $"column {column}: {message}");
    }

    /// <summary>Adds a warning.</summary>
    public void Warn(string code, string message, int line) => _warnings.Add(code, message, null, line);

    /// <summary>Sets the title, if there is none yet.</summary>
    public void SetTitle(string title)
    {
        if (title.Length > 0)
        {
            _diagram.Title ??= TextCleaner.Cut(title, SequenceLimits.NameLength);
        }
    }

    /// <summary>Reads a comment: those that begin with <c>orchestra:</c> speak of the next element.</summary>
    public void Comment(SourceLine text) => _directives.Read(text, _pending);

    /// <summary>Names the initiator; judged at the end, when all participants are known.</summary>
    public void NameInitiator(string name, int line, int column) => _initiator = (name, line, column);

    /// <summary>Declares a participant.</summary>
    public void Declare(string id, string? label, ParticipantKind kind, int line, int column)
    {
        if (id.Length == 0)
        {
            Fault(line, column, "the participant has no name");
            return;
        }

        var participant = Use(id, line, column);
        if (!string.IsNullOrWhiteSpace(label))
        {
            participant.Label = TextCleaner.Cut(label, SequenceLimits.NameLength);
        }

        participant.Kind = kind;
        if (_pending.Given.Count > 0)
        {
            var directives = Take("a participant", "service", "role");
            participant.Service = directives["service"] ?? participant.Service;
            participant.IsDriver = directives["role"] is { } role ? role == "driver" : participant.IsDriver;
        }
    }

    /// <summary>A participant by its name; the first mention declares it.</summary>
    public Participant Use(string id, int line, int column)
    {
        if (_participants.TryGetValue(id, out var known))
        {
            return known;
        }

        if (_participants.Count == SequenceLimits.Participants)
        {
            throw new SequenceSourceException(line, column, $"the diagram has more than {SequenceLimits.Participants} participants");
        }

        var participant = new Participant
        {
            Id = id,
            Label = TextCleaner.Cut(id, SequenceLimits.NameLength),
            Line = line,
        };
        _participants.Add(id, participant);
        _diagram.Participants.Add(participant);
        return participant;
    }

    /// <summary>Adds a message.</summary>
    public void Message(Participant? from, Participant? to, MessageKind kind, string text, int line, int column)
    {
        var directives = Take("a message", "step", "skip", "endpoint", "poll", "alias", "dataSet", "shares", "service", "expect");
        Add(new MessageElement(from, to, kind, text, directives, line), column);
        if (to is not null && kind != MessageKind.Reply)
        {
            _activations.Called(to, from);
        }
    }

    /// <summary>Adds the answer of whoever was activated last.</summary>
    public void Return(string text, int line, int column)
    {
        if (_activations.Return() is not { } returned)
        {
            Fault(line, column, "nothing to return from: no participant is activated");
            return;
        }

        Message(returned.From, returned.To, MessageKind.Reply, text, line, column);
    }

    /// <summary>A participant begins to work.</summary>
    public void Activate(Participant participant) => _activations.Activate(participant);

    /// <summary>A participant has done its work.</summary>
    public void Deactivate(Participant participant, int line, int column)
    {
        if (!_activations.Deactivate(participant))
        {
            Warn(
                WarningCodes.DanglingReference,
                $"column {column}: '{TextCleaner.Cut(participant.Id, 60)}' is deactivated but was not active; it was ignored",
                line
            );
        }
    }

    /// <summary>Adds a reference to another diagram.</summary>
    public void Reference(string text, int line, int column) =>
        Add(new ReferenceElement(text, Take("a ref", "endpoint", "alias", "dataSet", "shares", "service", "expect"), line), column);

    /// <summary>Adds a note.</summary>
    public void Note(string text, int line, int column) => Add(new NoteElement(text, line), column);

    /// <summary>Opens a fragment with its first branch.</summary>
    public void Open(FragmentKind kind, string keyword, string guard, int line, int column)
    {
        if (_open.Count == SequenceLimits.Depth)
        {
            throw new SequenceSourceException(line, column, $"the fragments are nested deeper than {SequenceLimits.Depth}");
        }

        var fragment = new FragmentElement(kind, [], line);
        Add(fragment, column);
        _open.Push(new OpenFragment(fragment, keyword, column));
        AddBranch(fragment, guard, line, column);
    }

    /// <summary>Goes on to the next branch of the innermost fragment.</summary>
    public void Branch(string keyword, string guard, int line, int column)
    {
        if (!_open.TryPeek(out var open))
        {
            Fault(line, column, $"'{keyword}' stands outside of a fragment");
            return;
        }

        if (!Takes(open.Fragment.Kind, keyword))
        {
            Fault(line, column, $"'{keyword}' does not belong to '{open.Keyword}' of line {open.Fragment.Line}");
            return;
        }

        AddBranch(open.Fragment, guard, line, column);
    }

    /// <summary>Closes the innermost fragment.</summary>
    public void Close(int line, int column)
    {
        if (!_open.TryPop(out _))
        {
            Fault(line, column, "'end' closes nothing: no fragment is open");
        }
    }

    /// <summary>Ends the diagram; what is still open is a fault.</summary>
    public SequenceDiagram Finish()
    {
        foreach (var open in _open)
        {
            Fault(open.Fragment.Line, open.Column, $"the '{open.Keyword}' is not closed: an 'end' is missing");
        }

        foreach (var (name, line, column) in _pending.Given)
        {
            Warn(WarningCodes.UnknownExtension, $"column {column}: 'orchestra: {name}' stands before nothing; it was ignored", line);
        }

        if (_initiator is { } initiator)
        {
            _diagram.Initiator = _diagram.Participants.Find(participant =>
                participant.Id == initiator.Name || string.Equals(participant.Label, initiator.Name, StringComparison.Ordinal)
            );
            if (_diagram.Initiator is null)
            {
                Fault(initiator.Line, initiator.Column, $"the initiator '{initiator.Name}' is no participant of the diagram");
            }
        }

        return _diagram;
    }

    private static bool Takes(FragmentKind kind, string keyword) =>
        keyword switch
        {
            "else" => kind is FragmentKind.Alt or FragmentKind.Opt or FragmentKind.Par or FragmentKind.Critical or FragmentKind.Group,
            "and" => kind is FragmentKind.Par,
            _ => kind is FragmentKind.Critical,
        };

    private void AddBranch(FragmentElement fragment, string guard, int line, int column)
    {
        Count(line, column);
        fragment.Branches.Add(new FragmentBranch(guard, [], Take("a branch", "dataSet", "expect", "maxLoopIterations"), line));
    }

    private void Add(SequenceElement element, int column)
    {
        Count(element.Line, column);
        var items = _open.TryPeek(out var open) ? open.Fragment.Branches[^1].Items : _diagram.Items;
        items.Add(element);
    }

    private void Count(int line, int column)
    {
        if (++_elements > SequenceLimits.Elements)
        {
            throw new SequenceSourceException(
                line,
                column,
                $"the diagram has more than {SequenceLimits.Elements} messages, fragments and notes: split it"
            );
        }
    }

    private Directives Take(string target, params ReadOnlySpan<string> allowed)
    {
        var directives = _pending;
        if (directives.Given.Count == 0)
        {
            return s_none;
        }

        _pending = new Directives();
        foreach (var (name, line, column) in directives.Given)
        {
            if (!allowed.Contains(name))
            {
                Warn(
                    WarningCodes.UnknownExtension,
                    $"column {column}: 'orchestra: {name}' means nothing for {target}; it was ignored",
                    line
                );
                directives.Values.Remove(name);
            }
        }

        return directives;
    }
}
