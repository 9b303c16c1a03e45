using System.Globalization;
using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Templates;

/// <summary>Parses the strings of a tree; subtrees without expressions become constants.</summary>
internal sealed class TemplateCompiler
{
    private readonly LanguageLimits _limits;
    private readonly TemplateParser _parser;

    public TemplateCompiler(LanguageLimits limits)
    {
        _limits = limits;
        _parser = new TemplateParser(limits);
    }

    public IReadOnlyList<LanguageFault> Faults => _parser.Faults;

    public List<TemplateReference> References { get; } = [];

    public TemplateNode Compile(JsonNode? tree)
    {
        try
        {
            // A step for each value, a byte for each byte: the tree is as limited as what it renders.
            JsonSize.Measure(tree, new EvaluationBudget(_limits));
            return Compile(tree, string.Empty);
        }
        catch (EvaluationException e)
        {
            _parser.Faults.Add(new LanguageFault(e.Kind, $"the template is too large: {e.Message}", string.Empty, 0));
            return new TemplateNode.Constant(null, 0);
        }
    }

    private TemplateNode Compile(JsonNode? node, string location)
    {
        switch (node)
        {
            case JsonObject json:
                var members = json.Select(member => KeyValuePair.Create(member.Key, Compile(member.Value, Below(location, member.Key))))
                    .ToList();
                return members.TrueForAll(member => member.Value is TemplateNode.Constant)
                    ? Constant(new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, ValueOf(member.Value)))))
                    : new TemplateNode.Members(members);
            case JsonArray array:
                var elements = array
                    .Select((element, i) => Compile(element, Below(location, i.ToString(CultureInfo.InvariantCulture))))
                    .ToList();
                return elements.TrueForAll(element => element is TemplateNode.Constant)
                    ? Constant(new JsonArray([.. elements.Select(ValueOf)]))
                    : new TemplateNode.Elements(elements);
            default:
                return JsonTexts.IsString(node, out var text) ? CompileText(text, location) : Constant(node?.DeepClone());
        }
    }

    private TemplateNode CompileText(string text, string location)
    {
        var parts = _parser.Parse(text, location);
        foreach (var part in parts)
        {
            if (part.Expression is { } expression)
            {
                References.AddRange(ReferenceFinder.Find(expression, location));
            }
        }

        return parts.TrueForAll(part => part.Expression is null)
            ? Constant(JsonValue.Create(string.Concat(parts.Select(part => part.Text))))
            : new TemplateNode.Text(parts, location);
    }

    // The pointer's own escapes, RFC 6901.
    private static string Below(string location, string key) =>
        $"{location}/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private TemplateNode.Constant Constant(JsonNode? value) => new(value, JsonSize.Measure(value, new EvaluationBudget(_limits)));

    private static JsonNode? ValueOf(TemplateNode node) => ((TemplateNode.Constant)node).Value?.DeepClone();
}
