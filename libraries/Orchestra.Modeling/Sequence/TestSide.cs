namespace Orchestra.Modeling.Sequence;

/// <summary>
/// Says which participants are on the test's side, and from this what each message is to the test: what leaves the test's side is a step,
/// what comes back is a reply, and what services do among themselves is their own business.
/// </summary>
internal sealed class TestSide
{
    private static readonly HashSet<string> s_surfaces = new(StringComparer.Ordinal)
    {
        "frontend",
        "ui",
        "gui",
        "browser",
        "webapp",
        "webpage",
        "website",
        "spa",
        "client",
        "mobile",
        "smartphone",
        "phone",
        "screen",
        "cli",
    };

    private static readonly HashSet<string> s_servers = new(StringComparer.Ordinal)
    {
        "server",
        "service",
        "api",
        "backend",
        "gateway",
        "bff",
        "db",
        "database",
        "queue",
        "broker",
        "store",
    };

    private readonly HashSet<Participant> _drivers = [];
    private readonly Dictionary<MessageElement, MessageRole> _roles = new(ReferenceEqualityComparer.Instance);

    /// <summary>Judges a diagram.</summary>
    public TestSide(SequenceDiagram diagram)
    {
        var messages = new List<MessageElement>();
        Gather(diagram.Items, messages);
        Initiator = diagram.Initiator ?? (messages is [{ From: { } first }, ..] ? first : null);
        FindDrivers(diagram, messages, surfaces: true);
        Judge(messages);
        // A surface behind which nothing is called is the system itself.
        if (!_roles.ContainsValue(MessageRole.Step))
        {
            FindDrivers(diagram, messages, surfaces: false);
            Judge(messages);
        }
    }

    /// <summary>Who begins; null when the outside does.</summary>
    public Participant? Initiator { get; }

    /// <summary>What a message is to the test.</summary>
    public MessageRole RoleOf(MessageElement message) => _roles[message];

    private static void Gather(List<SequenceElement> items, List<MessageElement> messages)
    {
        foreach (var item in items)
        {
            if (item is MessageElement message)
            {
                messages.Add(message);
            }
            else if (item is FragmentElement fragment)
            {
                fragment.Branches.ForEach(branch => Gather(branch.Items, messages));
            }
        }
    }

    private void FindDrivers(SequenceDiagram diagram, List<MessageElement> messages, bool surfaces)
    {
        _drivers.Clear();
        var services = messages
            .Where(message => message.To is not null && MessageText.Of(message.Text) is { Endpoint: not null, IsGuess: false })
            .Select(message => message.To!)
            .ToHashSet();
        foreach (var participant in diagram.Participants)
        {
            if (
                participant.IsDriver
                ?? (participant == Initiator || (participant.Kind == ParticipantKind.Actor && !services.Contains(participant)))
            )
            {
                _drivers.Add(participant);
            }
        }

        if (!surfaces)
        {
            return;
        }

        // Only what people touch is a surface: a client behind a service is called by the system.
        foreach (var message in messages)
        {
            if (
                message is { To: { IsDriver: null } touched, Kind: not MessageKind.Reply }
                && IsDriver(message.From)
                && !services.Contains(touched)
                && (touched.Kind == ParticipantKind.Boundary || IsSurface(touched.Label) || IsSurface(touched.Id))
            )
            {
                _drivers.Add(touched);
            }
        }
    }

    private bool IsDriver(Participant? participant) => participant is null || _drivers.Contains(participant);

    private void Judge(List<MessageElement> messages)
    {
        var called = new HashSet<(Participant?, Participant?)>();
        foreach (var message in messages)
        {
            var isAnswer = message.Kind == MessageKind.Reply && called.Contains((message.To, message.From));
            var (isFromTest, isToTest) = (IsDriver(message.From), IsDriver(message.To));
            _roles[message] =
                message.Directives.IsStep is { } isStep ? (isStep && message.To is not null ? MessageRole.Step : MessageRole.Inner)
                : isFromTest && !isToTest ? (isAnswer ? MessageRole.Inner : MessageRole.Step)
                : !isFromTest && isToTest ? MessageRole.Reply
                : MessageRole.Inner;
            if (!isAnswer)
            {
                called.Add((message.From, message.To));
            }
        }
    }

    private static bool IsSurface(string name)
    {
        var words = Words(name);
        return (
                words.Exists(s_surfaces.Contains)
                || (words.Contains("front") && words.Contains("end"))
                || (words.Contains("web") && words.Contains("app"))
            ) && !words.Exists(s_servers.Contains);
    }

    // By blanks, signs and capitals: WebUI, web-ui, "Web UI".
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isEnd = i == name.Length || !char.IsLetterOrDigit(name[i]);
            var isCapital = !isEnd && i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (!isEnd && !isCapital)
            {
                continue;
            }

            if (i > start)
            {
                words.Add(name[start..i].ToLowerInvariant());
            }

            start = isCapital ? i : i + 1;
        }

        return words;
    }
}
