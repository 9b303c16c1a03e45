using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Templates;

/// <summary>
/// A JSON value whose strings are templates (keys are not), parsed once and rendered many times, by several threads at once if need be.
/// </summary>
public sealed class Template
{
    private readonly TemplateNode _root;

    private Template(TemplateNode root, IReadOnlyList<TemplateReference> references)
    {
        _root = root;
        References = references;
    }

    /// <summary>Every path in the template, with what it needs.</summary>
    public IReadOnlyList<TemplateReference> References { get; }

    /// <summary>Whether nothing in it depends on a context.</summary>
    public bool IsConstant => _root is TemplateNode.Constant;

    /// <summary>The path that is the whole template, as in <c>"{{ response.body.id }}"</c>; null where it is anything else.</summary>
    internal TemplateExpression.Selection? WholePath =>
        _root is TemplateNode.Text { Parts: [{ Expression: TemplateExpression.Selection selection }] } ? selection : null;

    /// <summary>
    /// Takes a template that is one string apart: its texts, with null where an expression stands, and a template that renders the values of
    /// those expressions as a list. For languages in which a value must never become text, such as SQL.
    /// </summary>
    internal (IReadOnlyList<string?> Texts, Template Values) Split()
    {
        var parts = _root switch
        {
            TemplateNode.Text text => text.Parts,
            TemplateNode.Constant { Value: JsonValue value } => [new TemplatePart(value.ToString(), null)],
            _ => throw new InvalidOperationException("only a template that is one string can be split"),
        };
        var values = parts.Where(part => part.Expression is not null).Select(TemplateNode (part) => new TemplateNode.Text([part], ""));
        return (
            [.. parts.Select(part => part.Expression is null ? part.Text : null)],
            new Template(new TemplateNode.Elements([.. values]), References)
        );
    }

    /// <summary>Parses a tree, or a single string.</summary>
    /// <exception cref="TemplateException">Lists every fault in every string.</exception>
    public static Template Parse(JsonNode? tree, LanguageLimits? limits = null) =>
        TryParse(tree, out var template, out var faults, limits) ? template : throw new TemplateException(faults);

    /// <summary>Parses a tree, or a single string; answers false and every fault where it cannot.</summary>
    public static bool TryParse(
        JsonNode? tree,
        [NotNullWhen(true)] out Template? template,
        out IReadOnlyList<LanguageFault> faults,
        LanguageLimits? limits = null
    )
    {
        var compiler = new TemplateCompiler(limits ?? LanguageLimits.Default);
        var root = compiler.Compile(tree);
        faults = compiler.Faults;
        template = compiler.Faults.Count == 0 ? new Template(root, compiler.References) : null;
        return template is not null;
    }

    /// <summary>Renders the template.</summary>
    /// <exception cref="TemplateException">Lists every expression that has no value.</exception>
    public RenderedValue Render(RenderContext context) =>
        TryRender(context, out var value, out var faults) ? value : throw new TemplateException(faults);

    /// <summary>Renders the template; answers false and every fault where it cannot.</summary>
    public bool TryRender(RenderContext context, [NotNullWhen(true)] out RenderedValue? value, out IReadOnlyList<LanguageFault> faults)
    {
        ArgumentNullException.ThrowIfNull(context);
        var renderer = new TemplateRenderer(new ExpressionEvaluator(context));
        value = renderer.Render(_root);
        faults = renderer.Faults;
        return value is not null;
    }
}
