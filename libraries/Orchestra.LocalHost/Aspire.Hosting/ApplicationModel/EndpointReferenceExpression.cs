using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of an endpoint's address, for use in a <see cref="ReferenceExpression"/>.</summary>
public class EndpointReferenceExpression : IManifestExpressionProvider, IValueProvider
{
    /// <summary>Creates the expression; <see cref="EndpointReference.Property"/> does it.</summary>
    internal EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property)
    {
        Endpoint = endpointReference;
        Property = property;
    }

    /// <summary>The endpoint.</summary>
    public EndpointReference Endpoint { get; }

    /// <summary>Which part of its address.</summary>
    public EndpointProperty Property { get; }

    /// <inheritdoc />
    public string ValueExpression
    {
        get
        {
            var property = Property.ToString();
            return $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{char.ToLowerInvariant(property[0])}{property[1..]}}}";
        }
    }

    /// <summary>The part of the address.</summary>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var endpoint = Endpoint.Model;
        var port = endpoint.PortOf(Endpoint.Resource.Name, replica: 0);
        return ValueTask.FromResult<string?>(
            Property switch
            {
                EndpointProperty.Host => endpoint.Host,
                EndpointProperty.Port => port.ToString(CultureInfo.InvariantCulture),
                EndpointProperty.HostAndPort => $"{endpoint.Host}:{port}",
                _ => $"{endpoint.Scheme}://{endpoint.Host}:{port}",
            }
        );
    }
}
