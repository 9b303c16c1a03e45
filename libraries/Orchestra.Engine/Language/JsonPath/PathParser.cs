namespace Orchestra.Engine.Language.JsonPath;

/// <summary>Recursive descent over RFC 9535's grammar, one character of lookahead; depth is limited by the scanner.</summary>
internal sealed class PathParser
{
    private readonly Scanner _scanner;
    private readonly FilterParser _filters;

    public PathParser(Scanner scanner, PathLanguage language)
    {
        _scanner = scanner;
        Language = language;
        _filters = new FilterParser(scanner, this);
    }

    public PathLanguage Language { get; }

    /// <summary>Parses from <c>$</c> or <c>@</c>, which is the current character.</summary>
    public PathExpression ParseFromSign()
    {
        var start = _scanner.Position;
        var origin = _scanner.Current == '@' ? PathOrigin.Current : PathOrigin.Document;
        _scanner.Position++;
        if (origin == PathOrigin.Document && Language == PathLanguage.Roots)
        {
            // In the template language the document is the set of roots: $.data is data.
            var name = _scanner.TryTake('.') ? _scanner.TakeName() : null;
            return ParseFromRoot(name ?? throw _scanner.Error($"expected a root after $: {PathRoots.List}", start), start);
        }

        return Finish(origin, string.Empty, null, start, _scanner.Position - start);
    }

    /// <summary>Parses the rest of a path whose root name was just taken.</summary>
    public PathExpression ParseFromRoot(string name, int start)
    {
        var root = PathRoots.Canonical(name) ?? throw _scanner.Error($"'{name}' is no root: a path starts with {PathRoots.List}", start);
        var originLength = _scanner.Position - start;
        if (root != PathRoots.Secrets)
        {
            return Finish(PathOrigin.Root, root, null, start, originLength);
        }

        if (ParseSegment(start) is not { IsDescendant: false, Selectors: [Selector.Name secret] })
        {
            throw _scanner.Error("a secret is taken by its name: secrets.NAME", start);
        }

        if (_scanner.Current is '.' or '[')
        {
            throw _scanner.Error("a secret is a text: nothing can be selected inside it");
        }

        var text = _scanner.Text[start.._scanner.Position];
        return new PathExpression(PathOrigin.Root, root, secret.Value, [], text, text.Length, start + 1);
    }

    private PathExpression Finish(PathOrigin origin, string root, string? secret, int start, int originLength)
    {
        var segments = new List<Segment>();
        while (ParseSegment(start) is { } segment)
        {
            segments.Add(segment);
        }

        return new PathExpression(origin, root, secret, segments, _scanner.Text[start.._scanner.Position], originLength, start + 1);
    }

    /// <summary>The next segment, after blanks; null, with nothing taken, where none follows.</summary>
    private Segment? ParseSegment(int pathStart)
    {
        var before = _scanner.Position;
        _scanner.SkipBlank();
        IReadOnlyList<Selector> selectors;
        var descendant = _scanner.TryTake("..");
        if (_scanner.Current == '[')
        {
            selectors = ParseBrackets();
        }
        else if (descendant || _scanner.TryTake('.'))
        {
            selectors = [ParseShorthand()];
        }
        else
        {
            _scanner.Position = before;
            return null;
        }

        return new Segment(descendant, selectors, _scanner.Position - pathStart);
    }

    private Selector ParseShorthand()
    {
        if (_scanner.TryTake('*'))
        {
            return new Selector.Wildcard();
        }

        var name = _scanner.TakeName();
        return name is not null
            ? new Selector.Name(name)
            : throw _scanner.Error(
                $"expected a name after the dot, found {_scanner.Found()}; a name with other characters is written ['…']"
            );
    }

    private List<Selector> ParseBrackets()
    {
        _scanner.Enter();
        _scanner.Expect('[', "here");
        var selectors = new List<Selector>();
        do
        {
            _scanner.SkipBlank();
            selectors.Add(ParseSelector());
            _scanner.SkipBlank();
        } while (_scanner.TryTake(','));

        _scanner.Expect(']', "or ',' after a selector");
        _scanner.Leave();
        return selectors;
    }

    private Selector ParseSelector()
    {
        switch (_scanner.Current)
        {
            case '\'' or '"':
                return new Selector.Name(LiteralParser.ParseString(_scanner));
            case '*':
                _scanner.Position++;
                return new Selector.Wildcard();
            case '?':
                _scanner.Position++;
                return new Selector.Filter(_filters.Parse());
            case '-' or ':' or (>= '0' and <= '9'):
                return ParseIndexOrSlice();
            default:
                throw _scanner.Error($"expected a quoted name, an index, a slice, * or a filter, found {_scanner.Found()}");
        }
    }

    private Selector ParseIndexOrSlice()
    {
        var first = ParseBound();
        _scanner.SkipBlank();
        if (!_scanner.TryTake(':'))
        {
            return new Selector.Index(first!.Value);
        }

        _scanner.SkipBlank();
        var end = ParseBound();
        _scanner.SkipBlank();
        long? step = null;
        if (_scanner.TryTake(':'))
        {
            _scanner.SkipBlank();
            step = ParseBound();
        }

        return new Selector.Slice(first, end, step ?? 1);
    }

    private long? ParseBound() =>
        _scanner.Current == '-' || char.IsAsciiDigit(_scanner.Current) ? LiteralParser.ParseIndex(_scanner) : null;
}
