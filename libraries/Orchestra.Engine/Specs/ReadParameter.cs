using Orchestra.Contracts.Specs;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>A parameter that was read.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Schema">Index of its schema; null for none.</param>
/// <param name="Declared">Where it is listed.</param>
internal sealed record ReadParameter(SpecParameter Parameter, int? Schema, SpecNode Declared)
{
    /// <summary>Whether the other one is the same parameter: an operation's takes the place of its path's.</summary>
    public bool IsSameAs(ReadParameter other) =>
        Parameter.In == other.Parameter.In
        && string.Equals(
            Parameter.Name,
            other.Parameter.Name,
            Parameter.In == "header" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal
        );
}
