using Orchestra.Contracts.Processes;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Inputs;
using Orchestra.Generation.Wiring;

namespace Orchestra.Generation.Steps;

/// <summary>What is read from a spec once and used in every scenario: the values an endpoint is sent and the members of its answer.</summary>
internal sealed class EndpointKnowledge(int seed, Action<ImportWarning> warn)
{
    private readonly InputSampler _sampler = new(seed, warn);
    private readonly Dictionary<int, EndpointInput> _inputs = [];
    private readonly Dictionary<int, IReadOnlyList<ResponseField>> _fields = [];
    private readonly Dictionary<int, IReadOnlyList<ResponseField>> _seen = [];

    public EndpointInput InputOf(BoundEndpoint endpoint)
    {
        if (!_inputs.TryGetValue(endpoint.Index, out var input))
        {
            input = _sampler.Sample(endpoint.Spec);
            _inputs[endpoint.Index] = input;
        }

        return input;
    }

    /// <summary>The members of the message or the row that is looked for.</summary>
    public IReadOnlyList<ResponseField> SeenOf(BoundEndpoint endpoint)
    {
        if (!_seen.TryGetValue(endpoint.Index, out var fields))
        {
            fields = ResponseFields.Of(endpoint.Spec, LookWriter.BodyOf(endpoint), warn);
            _seen[endpoint.Index] = fields;
        }

        return fields;
    }

    public IReadOnlyList<ResponseField> FieldsOf(BoundEndpoint endpoint)
    {
        if (!_fields.TryGetValue(endpoint.Index, out var fields))
        {
            fields = ResponseFields.Of(endpoint.Spec, warn);
            _fields[endpoint.Index] = fields;
        }

        return fields;
    }
}
