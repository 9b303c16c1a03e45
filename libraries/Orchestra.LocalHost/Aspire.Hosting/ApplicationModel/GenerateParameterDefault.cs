using Orchestra.LocalHost.Processes;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random value of letters, digits and, when asked for, special characters.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    private string? _value;

    /// <summary>The length.</summary>
    public int MinLength { get; set; } = 22;

    /// <summary>
    /// Aspire's default is true. Here values are always letters and digits: special characters would have to be quoted in
    /// connection strings, so AppHost sets false.
    /// </summary>
    public bool Special { get; set; } = true;

    /// <inheritdoc />
    public override string GetDefaultValue() => _value ??= Secrets.Generate(MinLength);
}
