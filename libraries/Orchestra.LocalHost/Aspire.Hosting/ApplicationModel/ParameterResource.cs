namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value from outside: the configuration's <c>Parameters:NAME</c>, or a default.</summary>
public class ParameterResource : Resource, IManifestExpressionProvider, IValueProvider
{
    private readonly Lazy<string> _value;

    /// <summary>Creates the parameter; <c>AddParameter</c> does it.</summary>
    internal ParameterResource(string name, Func<string> valueGetter, bool secret)
        : base(name)
    {
        _value = new Lazy<string>(valueGetter);
        Secret = secret;
    }

    /// <summary>Whether the value must not be shown.</summary>
    public bool Secret { get; }

    /// <inheritdoc />
    public string ValueExpression => $"{{{Name}.value}}";

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(_value.Value);
}
