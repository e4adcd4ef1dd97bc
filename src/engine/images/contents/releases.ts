/** os-release(5) and its like for the releases that images stand on. */

interface Release { readonly osRelease: string; readonly files: Readonly<Record<string, string>> }

function debian(version: string, codename: string, point: string): Release {
  return {
    osRelease: `PRETTY_NAME="Debian GNU/Linux ${version} (${codename})"\nNAME="Debian GNU/Linux"\nVERSION_ID="${version}"\nVERSION="${version} (${codename})"\nVERSION_CODENAME=${codename}\nID=debian\nHOME_URL="https://www.debian.org/"\nSUPPORT_URL="https://www.debian.org/support"\nBUG_REPORT_URL="https://bugs.debian.org/"\n`,
    files: { 'etc/debian_version': `${point}\n` },
  };
}

function ubuntu(version: string, point: string, name: string): Release {
  const codename = name.split(' ')[0]?.toLowerCase() ?? '';
  return {
    osRelease: `PRETTY_NAME="Ubuntu ${point} LTS"\nNAME="Ubuntu"\nVERSION_ID="${version}"\nVERSION="${point} LTS (${name})"\nVERSION_CODENAME=${codename}\nID=ubuntu\nID_LIKE=debian\nHOME_URL="https://www.ubuntu.com/"\nSUPPORT_URL="https://help.ubuntu.com/"\nBUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"\nPRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"\nUBUNTU_CODENAME=${codename}\nLOGO=ubuntu-logo\n`,
    files: { 'etc/debian_version': `${codename === 'noble' ? 'trixie/sid' : 'bookworm/sid'}\n`, 'etc/lsb-release': `DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=${version}\nDISTRIB_CODENAME=${codename}\nDISTRIB_DESCRIPTION="Ubuntu ${point} LTS"\n` },
  };
}

function redhat(id: string, name: string, version: string, pretty: string): Release {
  return { osRelease: `NAME="${name}"\nVERSION="${version}"\nID="${id}"\nID_LIKE="fedora"\nVERSION_ID="${version.split(' ')[0]}"\nPRETTY_NAME="${pretty}"\n`, files: { 'etc/redhat-release': `${pretty}\n` } };
}

export const RELEASES: Readonly<Record<string, Release>> = {
  buster: debian('10', 'buster', '10.13'),
  bullseye: debian('11', 'bullseye', '11.11'),
  bookworm: debian('12', 'bookworm', '12.11'),
  trixie: debian('13', 'trixie', '13.0'),
  '20.04': ubuntu('20.04', '20.04.6', 'Focal Fossa'),
  '22.04': ubuntu('22.04', '22.04.5', 'Jammy Jellyfish'),
  '24.04': ubuntu('24.04', '24.04.3', 'Noble Numbat'),
  'oraclelinux-7': redhat('ol', 'Oracle Linux Server', '7.9', 'Oracle Linux Server 7.9'),
  'oraclelinux-8': redhat('ol', 'Oracle Linux Server', '8.10', 'Oracle Linux Server 8.10'),
  'oraclelinux-9': redhat('ol', 'Oracle Linux Server', '9.6', 'Oracle Linux Server 9.6'),
  'almalinux-9': redhat('almalinux', 'AlmaLinux', '9.6 (Sage Margay)', 'AlmaLinux 9.6 (Sage Margay)'),
  'centos-7': redhat('centos', 'CentOS Linux', '7 (Core)', 'CentOS Linux 7 (Core)'),
  'centos-8': redhat('centos', 'CentOS Linux', '8', 'CentOS Linux 8'),
  fedora: redhat('fedora', 'Fedora Linux', '42 (Container Image)', 'Fedora Linux 42 (Container Image)'),
  rockylinux: redhat('rocky', 'Rocky Linux', '9.3 (Blue Onyx)', 'Rocky Linux 9.3 (Blue Onyx)'),
  amazonlinux: redhat('amzn', 'Amazon Linux', '2023', 'Amazon Linux 2023.8.20250808'),
};
