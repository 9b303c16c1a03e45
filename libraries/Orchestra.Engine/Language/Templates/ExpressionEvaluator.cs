using System.Text.Json.Nodes;
using Orchestra.Engine.Language.JsonPath;

namespace Orchestra.Engine.Language.Templates;

/// <summary>Gives expressions their values in one context. One for each render: it counts calls, steps and bytes.</summary>
internal sealed class ExpressionEvaluator
{
    private readonly RenderContext _context;
    private readonly ContextSource _source;
    private readonly PathEvaluator _paths;
    private int _draws;

    public ExpressionEvaluator(RenderContext context)
    {
        _context = context;
        Budget = new EvaluationBudget(context.Limits);
        _source = new ContextSource(context);
        _paths = new PathEvaluator(_source, Budget);
    }

    public EvaluationBudget Budget { get; }

    public IReadOnlyList<string> Secrets => _source.Secrets;

    /// <summary>Where the values came from, in the order of use.</summary>
    public List<JsonPathNode> Used { get; } = [];

    /// <summary>The value; may be a part of the context, so whoever keeps it clones it.</summary>
    public JsonNode? Evaluate(TemplateExpression expression)
    {
        Budget.Step();
        return expression switch
        {
            TemplateExpression.Literal literal => literal.Value,
            TemplateExpression.Selection selection => SelectOne(selection),
            TemplateExpression.Call call => Call(call),
            _ => throw new InvalidOperationException($"no such expression: {expression}"),
        };
    }

    /// <summary>Everything that a path selects, remembered as used.</summary>
    public List<JsonPathNode> SelectAll(PathExpression path)
    {
        var selected = _paths.Select(path);
        if (selected.Count == 0)
        {
            RefuseWithheld(path);
        }

        Used.AddRange(selected);
        return selected;
    }

    /// <summary>Says that a path selects nothing, and what was there instead.</summary>
    public EvaluationException Nothing(PathExpression path) => new(LanguageFaultKind.Unresolved, PathReport.Nothing(path, _paths));

    /// <summary>Whether the part of a path up to the first segment that may select several selects something: if not, the path is mistaken, not empty.</summary>
    public bool HasStart(PathExpression path) =>
        _paths.SelectPrefix(path, path.Segments.TakeWhile(segment => segment.IsSingular).Count()).Count > 0;

    /// <summary>The next source of deterministic random bytes in this section.</summary>
    public SeededBytes NextDraw() => new(_context.Seed, _context.Section, _draws++);

    // That such a value is not there is our doing, and says nothing of the system under test.
    private void RefuseWithheld(PathExpression path)
    {
        var location = NodeLocation.Root.Member(path.Root);
        foreach (var segment in path.Segments)
        {
            if (segment is not { IsDescendant: false, Selectors: [Selector.Name name] })
            {
                return;
            }

            location = location.Member(name.Value);
            if (_context.Withheld.Count > 0 && _context.Withheld.Contains(location.ToString()))
            {
                throw new EvaluationException(
                    LanguageFaultKind.Unavailable,
                    $"{path.Text} selects nothing: {name.Value} is masked, and what is masked is not kept"
                );
            }
        }
    }

    private JsonNode? SelectOne(TemplateExpression.Selection selection)
    {
        var selected = SelectAll(selection.Path);
        switch (selected.Count)
        {
            case 1:
                return selected[0].Value is null && selection.HasDefault ? selection.Default : selected[0].Value;
            case 0:
                return selection.HasDefault ? selection.Default : throw Nothing(selection.Path);
            default:
                throw new EvaluationException(LanguageFaultKind.Unresolved, PathReport.Several(selection.Path, selected));
        }
    }

    private JsonNode? Call(TemplateExpression.Call call)
    {
        var secretsBefore = _source.SecretReads;
        var arguments = call.Arguments.Select(argument => Argument(argument, call.Function)).ToList();
        var result = call.Function.Body(new FunctionCall(this, _context.StartedAt, arguments));
        if (_source.SecretReads != secretsBefore && JsonTexts.IsString(result, out var text))
        {
            // What is made from a secret is as secret.
            _source.AddSecret(text);
        }

        return result;
    }

    private FunctionArgument Argument(TemplateExpression expression, TemplateFunction function)
    {
        if (expression is not TemplateExpression.Selection { HasDefault: false, Path.IsSingular: false } selection)
        {
            return new FunctionArgument(Evaluate(expression), null);
        }

        var selected = SelectAll(selection.Path);
        if (selected.Count == 0 && !(function.TakesLists && HasStart(selection.Path)))
        {
            throw Nothing(selection.Path);
        }

        return selected.Count == 1 && !function.TakesLists
            ? new FunctionArgument(selected[0].Value, null)
            : new FunctionArgument(null, selected);
    }
}
