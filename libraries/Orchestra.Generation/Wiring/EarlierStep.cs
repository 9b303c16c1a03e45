using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;

namespace Orchestra.Generation.Wiring;

/// <summary>A step whose answer later steps may read.</summary>
/// <param name="Alias">Its alias.</param>
/// <param name="Endpoint">What it calls.</param>
/// <param name="Input">What it sends.</param>
/// <param name="Fields">The members of its answer.</param>
internal sealed record EarlierStep(string Alias, BoundEndpoint Endpoint, StepInput Input, IReadOnlyList<ResponseField> Fields)
{
    /// <summary>Its HTTP method.</summary>
    public string Method => Endpoint.Spec.Method;
}
