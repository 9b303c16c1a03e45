using System.Globalization;
using System.Reflection;

namespace Orchestra.Testing.Signatures;

/// <summary>Writes public types as lines, so that a subset of somebody's API can be compared with a list of the original's.</summary>
/// <param name="withProtected">Whether members for derived types are a part of the API too: not where nobody derives.</param>
public sealed class SignatureReader(bool withProtected = false)
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(object)] = "object",
    };

    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>A line for each member, after the type's name.</summary>
    public IEnumerable<string> Lines(Type type)
    {
        var name = $"{type.Namespace}.{PlainName(type)}";
        return LinesWithoutName(type).Select(line => $"{name}: {line}");
    }

    private IEnumerable<string> LinesWithoutName(Type type)
    {
        yield return type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.IsValueType ? "struct"
        : "class";
        if (type.IsEnum)
        {
            foreach (var value in Enum.GetValues(type))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{value} = {(int)value}");
            }

            yield break;
        }

        // What a base class of .NET brings (ISerializable of Exception) is not a promise of the type itself.
        var inherited = type.BaseType is { } parent && parent.Assembly != type.Assembly ? parent.GetInterfaces() : [];
        foreach (var implemented in type.GetInterfaces().Except(inherited))
        {
            yield return $"implements {Describe(implemented, null)}";
        }

        foreach (var constructor in type.GetConstructors(Declared).Where(IsSeen))
        {
            yield return $"{PlainName(type)}({Parameters(constructor)})";
        }

        foreach (var property in type.GetProperties(Declared).Where(property => property.GetMethod is { } getter && IsSeen(getter)))
        {
            var what = $"{Static(property.GetMethod!)}{Describe(property.PropertyType, _nullability.Create(property))} {property.Name}";
            yield return $"{what} get";
            if (property.SetMethod is { } setter && IsSeen(setter))
            {
                yield return $"{what} set";
            }
        }

        foreach (var field in type.GetFields(Declared).Where(field => field.IsPublic))
        {
            yield return $"static {Describe(field.FieldType, _nullability.Create(field))} {field.Name}";
        }

        foreach (var method in type.GetMethods(Declared).Where(method => !method.IsSpecialName && IsSeen(method)))
        {
            yield return Method(method);
        }
    }

    private bool IsSeen(MethodBase method) => method.IsPublic || (withProtected && (method.IsFamily || method.IsFamilyOrAssembly));

    private string Method(MethodInfo method)
    {
        var generics = method.GetGenericArguments();
        var names = generics.Length == 0 ? "" : $"<{string.Join(", ", generics.Select(generic => generic.Name))}>";
        var constraints = generics
            .Select(generic => (generic.Name, Types: DirectConstraints(generic)))
            .Where(constraint => constraint.Types.Count > 0)
            .Select(constraint => $" where {constraint.Name} : {string.Join(", ", constraint.Types)}");
        return $"{Static(method)}{Describe(method.ReturnType, _nullability.Create(method.ReturnParameter))} {method.Name}{names}({Parameters(method)}){string.Concat(constraints)}";
    }

    private static List<string> DirectConstraints(Type generic) =>
        [.. generic.GetGenericParameterConstraints().Select(constraint => PlainName(constraint))];

    private string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute));
        return string.Join(
            ", ",
            method.GetParameters().Select(parameter => (isExtension && parameter.Position == 0 ? "this " : "") + Parameter(parameter))
        );
    }

    private string Parameter(ParameterInfo parameter)
    {
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        var modifier =
            parameter.IsIn ? "in "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params "
            : "";
        var value = parameter.HasDefaultValue ? $" = {Literal(parameter)}" : "";
        return $"{modifier}{Describe(type, _nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static string Literal(ParameterInfo parameter) =>
        parameter.DefaultValue switch
        {
            null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
            bool value => value ? "true" : "false",
            var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static string Describe(Type type, NullabilityInfo? nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Describe(underlying, null) + "?";
        }

        var mark = !type.IsValueType && !type.IsGenericParameter && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
        {
            return Describe(type.GetElementType()!, nullability?.ElementType) + "[]" + mark;
        }

        if (!type.IsGenericType)
        {
            return Keywords.GetValueOrDefault(type, type.Name) + mark;
        }

        var arguments = type.GetGenericArguments()
            .Select((argument, index) => Describe(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(index)));
        return $"{PlainName(type)}<{string.Join(", ", arguments)}>{mark}";
    }

    private static string PlainName(Type type) => type.Name.Split('`')[0];

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";
}
