using System.Text.Json.Serialization;

namespace Orchestra.Engine.Language.Rules;

/// <summary>How a rule compares its sides; written in camel case in JSON.</summary>
[JsonConverter(typeof(RuleOperatorJsonConverter))]
public enum RuleOperator
{
    /// <summary>The values are equal.</summary>
    Eq,

    /// <summary>The values differ.</summary>
    Ne,

    /// <summary>Left is above right.</summary>
    Gt,

    /// <summary>Left is above or equal to right.</summary>
    Ge,

    /// <summary>Left is below right.</summary>
    Lt,

    /// <summary>Left is below or equal to right.</summary>
    Le,

    /// <summary>Left is within the two bounds on the right, both included.</summary>
    Between,

    /// <summary>Left, a string, has right as a part; an array, as an element; an object, as a key.</summary>
    Contains,

    /// <summary>Left is a string, array or object and does not contain right.</summary>
    NotContains,

    /// <summary>Left is a string that starts with right.</summary>
    StartsWith,

    /// <summary>Left is a string that ends with right.</summary>
    EndsWith,

    /// <summary>Left is a string in which the regular expression right is found.</summary>
    Matches,

    /// <summary>Left selects something, null included.</summary>
    Exists,

    /// <summary>Left selects nothing.</summary>
    NotExists,

    /// <summary>Left equals an element of right.</summary>
    In,

    /// <summary>Left equals no element of right.</summary>
    NotIn,

    /// <summary>Left is of the JSON type that right names.</summary>
    Type,

    /// <summary>The length of left is right, or within the two bounds on the right.</summary>
    Length,
}
