using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Templates;

/// <summary>
/// Everything a template may see. Immutable, and rendering changes nothing in it: the same template in the same context gives the same bytes.
/// The values must not be changed while a render runs.
/// </summary>
public sealed record RenderContext
{
    /// <summary>The row of the data set.</summary>
    public JsonNode? Data { get; init; }

    /// <summary>An object with one member per finished step, by alias.</summary>
    public JsonNode? Steps { get; init; }

    /// <summary>The suite's values.</summary>
    public JsonNode? Suite { get; init; }

    /// <summary>The run: <c>id</c>, <c>correlationId</c>, <c>startedAt</c>.</summary>
    public JsonNode? Run { get; init; }

    /// <summary>The environment's variables.</summary>
    public JsonNode? Vars { get; init; }

    /// <summary>The step's own response: only in its rules and exports, null elsewhere.</summary>
    public JsonNode? Response { get; init; }

    /// <summary>The step's own rows: only in its rules and exports, null elsewhere.</summary>
    public JsonNode? DbResult { get; init; }

    /// <summary>The step's own message: only in its rules and exports, null elsewhere.</summary>
    public JsonNode? Message { get; init; }

    /// <summary>Normalized paths of values that are masked: no template and no rule may read them.</summary>
    public IReadOnlySet<string> Withheld { get; init; } = new HashSet<string>();

    /// <summary>Gives a secret's value by its name, or null where there is none of that name.</summary>
    public Func<string, string?>? Secrets { get; init; }

    /// <summary>The step's journaled start: what <c>now()</c> answers.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The seed of this attempt of the step.</summary>
    public required RenderSeed Seed { get; init; }

    /// <summary>
    /// Which part of the step is rendered, such as <c>input</c> or <c>exports</c>: calls are counted within one render of a section,
    /// so two sections of a step never draw the same values.
    /// </summary>
    public string Section { get; init; } = string.Empty;

    /// <summary>What the render may cost.</summary>
    public LanguageLimits Limits { get; init; } = LanguageLimits.Default;
}
