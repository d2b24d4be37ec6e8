a = <<-EOT
    %{ for k, v in m ~}
    ${k} = "${upper("x${y}")}" $${no} %%{no}
    %{ if v == null }none%{ else }${v}%{ endif ~}
    %{ endfor }
  EOT
b = "tab\t \u00e9 \"q\" ${~ x ~} %{ if c }y%{ endif }"
c = <<X
line
X
