namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that has a name in deployment manifests.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The name: <c>{resource.property}</c>.</summary>
    string ValueExpression { get; }
}
