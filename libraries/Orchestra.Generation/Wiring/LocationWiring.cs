using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Wiring;

/// <summary>
/// Finds the created thing that a path parameter names: <c>POST /orders</c> answers 201 with <c>Location: /orders/17</c>, and <c>17</c> goes
/// into <c>/orders/{id}/lines</c>.
/// </summary>
internal static class LocationWiring
{
    /// <summary>The value from the nearest step that made such a thing; null without one.</summary>
    public static WiredValue? Find(BoundEndpoint target, Reference reference, IReadOnlyList<EarlierStep> earlier)
    {
        for (var i = earlier.Count - 1; i >= 0; i--)
        {
            var step = earlier[i];
            if (
                step.Method == "POST"
                && string.Equals(step.Endpoint.ServiceName, target.ServiceName, StringComparison.Ordinal)
                && Follows(step.Endpoint.Spec.Path, target.Spec.Path, reference.Name)
                && SuccessResponse.Of(step.Endpoint.Spec).SaysWhere
            )
            {
                // An answer that is the thing itself carries the same id, as it is and with its type.
                return IdWiring.FindOwn(reference, step) ?? Read(step);
            }
        }

        return null;
    }

    private static WiredValue Read(EarlierStep step)
    {
        var template = TemplateText.HeaderOf(step.Alias, "location", lastSegment: true);
        return new WiredValue(template, TemplateText.Shown(template), WiringSource.Location);
    }

    // What is made under /a/{x}/b is at /a/{x}/b/{parameter}.
    private static bool Follows(string collection, string path, string parameter)
    {
        var made = PathTemplate.Of(collection).Segments;
        var used = PathTemplate.Of(path).Segments;
        return used.Count > made.Count
            && used[made.Count] == $"{{{parameter}}}"
            && made.Zip(used).All(pair => pair.First == pair.Second || (pair.First.StartsWith('{') && pair.Second.StartsWith('{')));
    }
}
