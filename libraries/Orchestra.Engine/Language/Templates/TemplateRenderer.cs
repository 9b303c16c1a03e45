using System.Text;
using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Templates;

/// <summary>Renders a parsed tree; goes on after a fault, so that all are listed, but not after a limit.</summary>
internal sealed class TemplateRenderer(ExpressionEvaluator evaluator)
{
    private readonly List<LanguageFault> _faults = [];
    private bool _stopped;

    public IReadOnlyList<LanguageFault> Faults => _faults;

    /// <summary>The value, or null where there are faults.</summary>
    public RenderedValue? Render(TemplateNode root)
    {
        var value = RenderNode(root);
        return _faults.Count == 0
            ? new RenderedValue(value, evaluator.Secrets, [.. evaluator.Used.Select(node => node.NormalizedPath)])
            : null;
    }

    private JsonNode? RenderNode(TemplateNode node)
    {
        if (_stopped)
        {
            return null;
        }

        switch (node)
        {
            case TemplateNode.Constant constant:
                return Guard(string.Empty, 0, () => Charged(constant.Value, constant.Bytes));
            case TemplateNode.Text text:
                return RenderText(text);
            case TemplateNode.Members members:
                var json = new JsonObject();
                foreach (var (name, member) in members.Items)
                {
                    Guard(string.Empty, 0, () => Charged(null, JsonSize.OfText(name)));
                    json.Add(name, RenderNode(member));
                }

                return json;
            case TemplateNode.Elements elements:
                return new JsonArray([.. elements.Items.Select(RenderNode)]);
            default:
                throw new InvalidOperationException($"no such node: {node}");
        }
    }

    private JsonNode? RenderText(TemplateNode.Text text)
    {
        if (text.Parts is [{ Expression: { } whole }])
        {
            return Guard(
                text.Location,
                whole.Column,
                () =>
                {
                    var value = evaluator.Evaluate(whole);
                    return Charged(value, JsonSize.Measure(value, evaluator.Budget));
                }
            );
        }

        var result = new StringBuilder();
        foreach (var part in text.Parts)
        {
            Guard(text.Location, part.Expression?.Column ?? 0, () => Append(part, result));
        }

        return JsonValue.Create(result.ToString());
    }

    private JsonNode? Append(TemplatePart part, StringBuilder result)
    {
        var value = part.Expression is { } expression ? evaluator.Evaluate(expression) : null;
        if (part.Expression is not null)
        {
            // Before the text is made: an object may be larger than what is left.
            JsonSize.Measure(value, evaluator.Budget);
        }

        var piece = part.Expression is null ? part.Text : JsonTexts.ToText(value);
        evaluator.Budget.Output(Encoding.UTF8.GetByteCount(piece));
        result.Append(piece);
        return null;
    }

    private JsonNode? Charged(JsonNode? value, long bytes)
    {
        evaluator.Budget.Output(bytes);
        return value?.DeepClone();
    }

    private JsonNode? Guard(string location, int column, Func<JsonNode?> evaluate)
    {
        if (_stopped)
        {
            return null;
        }

        try
        {
            return evaluate();
        }
        catch (EvaluationException e)
        {
            _faults.Add(new LanguageFault(e.Kind, e.Message, location, column));
            _stopped = e.Kind == LanguageFaultKind.Limit || _faults.Count >= evaluator.Budget.Limits.MaxFaults;
            return null;
        }
    }
}
