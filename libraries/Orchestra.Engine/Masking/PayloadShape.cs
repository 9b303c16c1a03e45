using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orchestra.Contracts;

namespace Orchestra.Engine.Masking;

/// <summary>The words of a contract itself: a secret that happens to be one of them must not make the contract unreadable.</summary>
/// <param name="Members">Names of its records' members, all the way down.</param>
/// <param name="EnumTexts">Its enums' values as written.</param>
internal sealed record PayloadShape(IReadOnlySet<string> Members, IReadOnlySet<string> EnumTexts)
{
    public static PayloadShape Of(Type root)
    {
        var (members, enums) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var seen = new HashSet<Type>();
        var open = new Stack<Type>([root]);
        while (open.TryPop(out var type))
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (!seen.Add(type))
            {
                continue;
            }

            if (type.IsEnum)
            {
                enums.UnionWith(
                    Enum.GetValues(type)
                        .Cast<object>()
                        .Select(value => JsonSerializer.Serialize(value, type, OrchestraJson.Options).Trim('"'))
                );
                continue;
            }

            var info = OrchestraJson.Options.GetTypeInfo(type);
            foreach (var part in new[] { info.ElementType, info.KeyType }.OfType<Type>())
            {
                open.Push(part);
            }

            foreach (var property in info.Kind == JsonTypeInfoKind.Object ? info.Properties : [])
            {
                members.Add(property.Name);
                open.Push(property.PropertyType);
            }
        }

        return new PayloadShape(members, enums);
    }
}
