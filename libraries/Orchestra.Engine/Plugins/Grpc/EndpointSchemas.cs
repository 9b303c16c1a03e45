using System.Runtime.CompilerServices;
using Google.Protobuf.Reflection;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Plugins.Grpc.Messages;

namespace Orchestra.Engine.Plugins.Grpc;

/// <summary>The descriptors of endpoints, read once for each endpoint object, which lives as long as its plan.</summary>
internal sealed class EndpointSchemas
{
    private readonly ConditionalWeakTable<SpecEndpoint, ProtoSchema> _schemas = [];

    /// <summary>The endpoint's method and all that its messages are made of.</summary>
    /// <exception cref="ProtoException">The endpoint has no descriptors, or others.</exception>
    public (ProtoSchema Schema, MethodDescriptor Method) Of(SpecEndpoint endpoint)
    {
        if (endpoint.DescriptorSet is not { } text)
        {
            throw new ProtoException($"the endpoint {endpoint.EndpointName} has no descriptors: import its spec again");
        }

        var schema = _schemas.GetValue(endpoint, _ => ProtoSchema.Load(Convert.FromBase64String(text)));
        var slash = endpoint.EndpointName.LastIndexOf('/');
        return schema.FindMethod(endpoint.EndpointName[..Math.Max(0, slash)], endpoint.EndpointName[(slash + 1)..]) is { } method
            ? (schema, method)
            : throw new ProtoException($"the endpoint's descriptors have no method {endpoint.EndpointName}");
    }
}
